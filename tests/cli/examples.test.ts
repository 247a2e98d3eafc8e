import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import plugin from '../../src/index.ts';
import { graceful, ROOT, useCli } from '../support/cli.ts';

interface Result {
  filePath: string;
  messages: { ruleId: string }[];
}

describe('examples', () => {
  useCli();

  it('show each recommended rule at work in bad/, and none in good/', () => {
    const { code, stdout } = graceful(ROOT, ['lint', '--format', 'json', 'examples']);
    expect(code).toBe(1);
    const results = JSON.parse(stdout) as Result[];
    expect(listRules(results, 'bad')).toEqual(Object.keys(plugin.configs.recommended.rules).sort());
    expect(listRules(results, 'good')).toEqual([]);
  });

  it('are good by the strictest measure too', () => {
    const { code, stdout } = graceful(ROOT, ['lint', '--preset', 'all', 'examples/good']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
  });

  it.each([
    ['bad', 'accepted 10, finished 0, still queued 8, lost 2'],
    ['good', 'accepted 10, finished 0, still queued 10, lost 0'],
  ])('run: %s ends with "%s"', async (name, last) => {
    expect((await stopWhileBusy(name)).at(-1)).toBe(last);
  });
});

function listRules(results: readonly Result[], folder: string): string[] {
  const inside = results.filter(({ filePath }) => dirname(filePath) === join(ROOT, 'examples', folder));
  return [...new Set(inside.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId)))].sort();
}

/** Starts an example, asks it to stop as soon as both workers have a job in hand; gives the lines it has printed. */
async function stopWhileBusy(name: string): Promise<string[]> {
  const server = join(ROOT, 'examples', name, 'server.mjs');
  const child = spawn(process.execPath, [server], { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  let asked = false;
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
    if (asked || !['job 1 started', 'job 2 started'].every((line) => text.includes(line))) return;
    asked = true;
    child.kill('SIGTERM');
  });
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
  } finally {
    child.kill('SIGKILL');
  }
  return text.trimEnd().split('\n');
}
