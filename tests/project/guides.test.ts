import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { readBlocks, type Block } from '../support/page-blocks.ts';
import { runRule } from '../support/run-rule.ts';
import { listFiles, read, root } from '../support/sources.ts';
import { makeProject } from '../support/temporary-project.ts';

const GUIDES = listFiles('rules-docs', '.md').filter((page) => !(path.basename(page, '.md') in rules));
const PAGES = ['README.md', 'CONTRIBUTING.md', ...listFiles('rules-docs', '.md')];

describe.each(GUIDES)('%s', (page) => {
  const blocks = readBlocks(page);
  const find = (block: Block): string[] =>
    Object.values(rules).flatMap((rule) => {
      const filename = `example.${block.language}`;
      const found = runRule(rule, { name: page, code: block.code, filename }, block.code);
      // One rule runs at a time: a comment that names another one is not known.
      const own = found.filter(({ message }) => !message.startsWith('Definition for rule'));
      return own.map(({ message }) => `${page}:${block.line} ${message}`);
    });

  it('reports its bad examples and no other', () => {
    expect(blocks.filter(({ verdict }) => verdict !== 'bad').flatMap(find)).toEqual([]);
    expect(blocks.filter((block) => block.verdict === 'bad' && find(block).length === 0)).toEqual([]);
  });

  it('prints what it says when its programs are run', () => {
    const fences = [...read(page).matchAll(/^```\w+ .*?(file|output)=(\S+)\n([^]*?)^```$/gm)];
    const texts = (kind: string) =>
      fences.filter((fence) => fence[1] === kind).map(([, , name = '', text = '']) => [name, text] as const);
    const cwd = makeProject(Object.fromEntries(texts('file')));
    for (const [program, output] of texts('output')) {
      const { stdout, stderr } = spawnSync(process.execPath, [program], { cwd, encoding: 'utf8', timeout: 20_000 });
      expect({ program, stdout, stderr }).toEqual({ program, stdout: output, stderr: '' });
    }
  });
});

describe('links', () => {
  it.each(PAGES)('of %s lead somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)];
    const dead = links.filter(([, file = '', anchor]) => {
      const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      if (!existsSync(path.join(root, target))) return true;
      return anchor !== undefined && !listAnchors(target).includes(anchor);
    });
    expect(dead.map(([link]) => link)).toEqual([]);
  });

  it('the index by symptom names every rule', () => {
    const index = read('rules-docs/README.md');
    expect(Object.keys(rules).filter((name) => !index.includes(`(${name}.md`))).toEqual([]);
  });
});

describe('the publish workflow', () => {
  it('states where the package was built, and needs no token', () => {
    const workflow = read('.github/workflows/publish.yml');
    expect(workflow).toContain('id-token: write');
    expect(workflow).toContain('npm publish --provenance');
    expect(workflow).not.toMatch(/secrets\.|NODE_AUTH_TOKEN/);
    // npm refuses a statement about another repository than the one that package.json names.
    expect(JSON.parse(read('package.json'))).toMatchObject({
      repository: { url: expect.stringMatching(/^git\+https:\/\/github\.com\/.*\.git$/) },
    });
  });
});

/** As GitHub makes them of headings. */
function listAnchors(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replace(/ /g, '-'),
  );
}
