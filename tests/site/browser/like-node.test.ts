import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../support/sources.ts';
import { buildSite, getHash, Playground } from './playground.ts';

const PROGRAMS = join(root, 'tests/ordinary/programs');

const programs = readdirSync(PROGRAMS).filter((name) => {
  const files = readdirSync(join(PROGRAMS, name)).filter((file) => file.endsWith('.js'));
  return files.join() === 'main.js,worker.js';
});

let page: Playground;

beforeAll(async () => {
  buildSite();
  page = await Playground.open();
}, 120_000);
afterAll(() => page.close(), 60_000);

/** What keeps the others from running in a page. */
const OBSTACLES: Readonly<Record<string, string>> = {
  'asked-never-factory-queue': 'node:fs',
  broadcast: 'BroadcastChannel',
  'one-shot': 'node:crypto',
  'server-in-the-worker': 'node:http',
  'shared-flag': 'shares memory',
  'stream-of-lines': 'node:readline',
};

describe('a program runs as in Node, or the page says why not', () => {
  it.each(programs)('%s', async (name) => {
    const folder = join(PROGRAMS, name);
    const texts = ['main.js', 'worker.js'].map((file) => ({
      name: file,
      text: readFileSync(join(folder, file), 'utf8'),
    }));
    await page.visit(getHash(texts));
    // It stops by itself.
    await page.read(`document.getElementById('ask-after').value = '9000'`);
    const { note, cards } = await page.run();
    const obstacle = OBSTACLES[name];
    if (obstacle !== undefined) return expect(note).toContain(obstacle);
    const { stdout } = spawnSync(process.execPath, ['main.js'], { cwd: folder, encoding: 'utf8' });
    expect(cards[0]).toContain('ended by itself');
    expect(cards[0]).toContain('Nothing was lost');
    expect(findReplies(cards[0] ?? '')).toEqual(findReplies(stdout));
  });
});

function findReplies(output: string): unknown {
  const { replies } = JSON.parse(/\{.*\}/.exec(output)?.[0] ?? '{}') as { replies?: unknown[] };
  expect(replies).toHaveLength(3);
  return replies;
}
