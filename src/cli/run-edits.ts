import type { ESLint } from 'eslint';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import graceful from '../index.ts';
import type { Result } from '../runtime/results.ts';
import { createLintRun } from './lint-run.ts';
import { getProject } from './project.ts';
import { loadPeer } from './resolve-peer.ts';

/** Files that are looked at. */
const MOST = 50;

/** The edits that the rules know for the lines of findings: a remark each, with the command. None without ESLint. */
export async function listEdits(results: readonly Result[]): Promise<string[]> {
  const cwd = process.cwd();
  const found = results.filter(({ filePath }) => isOwn(relative(cwd, filePath)) && existsSync(filePath)).slice(0, MOST);
  const ids = new Set(found.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)));
  const rules = [...ids].filter((id) => Object.hasOwn(graceful.rules, id.replace('graceful/', '')));
  if (rules.length === 0) return [];
  try {
    const project = getProject(cwd);
    const peer = { name: 'eslint', purpose: 'to look for edits', atLeast: [9, 39] } as const;
    const { ESLint: Host } = loadPeer(peer, project) as { ESLint: typeof ESLint };
    const files = found.map(({ filePath }) => filePath);
    const options = {
      preset: 'strict',
      isNamed: true,
      rules,
      ignored: [],
      useGitignore: false,
      named: files,
      fix: false,
      inlineConfig: true,
    } as const;
    const linted = await createLintRun(Host, options, project).lint(files);
    return found.flatMap((result) => listOfFile(result, linted.results, cwd));
  } catch {
    return [];
  }
}

function listOfFile({ filePath, messages }: Result, linted: readonly ESLint.LintResult[], cwd: string): string[] {
  const seen = linted.find((one) => one.filePath === filePath)?.messages ?? [];
  const path = relative(cwd, filePath);
  return messages.flatMap(({ ruleId, line }) => {
    const same = seen.filter((one) => one.ruleId === ruleId && one.line === line);
    const hasFix = same.some(({ fix }) => fix);
    if (!hasFix && !same.some(({ suggestions = [] }) => suggestions.length > 0)) return [];
    const command = `npx graceful lint ${hasFix ? '--fix' : '--interactive'} --rule ${ruleId.replace('graceful/', '')} ${path}`;
    return [`there is ${hasFix ? 'a fix' : 'a suggestion'} for ${path}:${line}: ${command}`];
  });
}

function isOwn(path: string): boolean {
  return !path.startsWith('..') && !/(?:^|[\\/])node_modules[\\/]/.test(path);
}
