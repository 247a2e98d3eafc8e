import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../../src/rules/index.ts';
import { buildSite, Playground } from './playground.ts';
import { findWithESLint } from './with-eslint.ts';

let page: Playground;

beforeAll(async () => {
  buildSite();
  page = await Playground.open();
}, 120_000);
afterAll(() => page.close(), 60_000);

describe('the page', () => {
  it.each([
    [1300, 'light'],
    [360, 'dark'],
  ] as const)('at %i px, %s: no complaint, nothing loaded, no sideways scrolling', async (width, scheme) => {
    await page.visit('', width, scheme);
    await page.run();
    expect(page.tab.complaints).toEqual([]);
    const loaded = `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !/^(?:blob|data):/.test(name))`;
    expect(await page.read(loaded)).toEqual([]);
    expect(await page.read('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });

  it('marks the place of a finding in the text, leads to it and to the page of the rule', async () => {
    await page.visit('#example=lost-tasks');
    expect(await page.getText('.cm-lintRange-error')).toBe('worker.terminate()');
    await page.click('.finding .place');
    expect(await page.wait(`document.querySelector('.cm-focused .cm-activeLine')?.textContent`)).toContain(
      'worker.terminate()',
    );
    expect(await page.read(`document.querySelector('.finding .where a').href`)).toMatch(/no-abrupt-terminate\.md$/);
  });

  it('draws who starts what', async () => {
    await page.visit('#example=unheard-word');
    expect(await page.getText('#map-drawing svg')).toContain("does not hear 'shutdown'");
    expect(await page.getText('#map-text')).toContain('4 worker → worker.js');
  });

  it('says so where a text does not parse', async () => {
    await page.visit('#example=stops-well');
    await page.type(0, 'const = 1;\n');
    await page.waitForFindings(1);
    expect(await page.listFindings()).toEqual([
      { place: 'owner.js:1', rule: null, message: expect.stringMatching(/^This does not parse: /) as string },
    ]);
  });
});

describe('edits', () => {
  it('are taken one by one, and undone together', async () => {
    await page.visit('#example=lost-tasks');
    const before = await page.getCode(0);
    await page.click('.take');
    await page.waitForFindings(0);
    expect(await page.getCode(0)).toContain("worker.postMessage('stop')");
    await page.click('#undo-all');
    await page.waitForFindings(1);
    expect(await page.getCode(0)).toBe(before);
  });

  it('are taken by the keyboard alone, which is not caught in the editor', async () => {
    await page.visit('#example=unheard-word');
    await page.read(`document.querySelector('#editor-1 .cm-content').focus()`);
    for (let presses = 0; presses < 12; presses += 1) {
      await page.press('Tab');
      if (await page.read(`document.activeElement.classList.contains('take')`)) break;
    }
    await page.press('Enter');
    await page.waitForFindings(0);
    expect(await page.wait('document.activeElement.id')).toBe('findings');
    expect(await page.getCode(0)).toContain("worker.postMessage('stop')");
  });
});

describe('the address', () => {
  it('holds what was typed, for whoever opens it', async () => {
    await page.visit('#example=stops-well');
    await page.type(1, '// Grüße 🙂\n');
    const hash = await page.wait(`/^#code=/.test(location.hash) && location.hash`);
    const [owner, worker] = [await page.getCode(0), await page.getCode(1)];
    await page.visit(String(hash));
    expect([await page.getCode(0), await page.getCode(1)]).toEqual([owner, worker]);
    expect(worker).toContain('// Grüße 🙂');
  });

  it.each(['#code=AAAA', '#code=%', '#example=none', '#nothing'])('%s opens the first example', async (hash) => {
    await page.visit(hash);
    expect(await page.read('location.hash')).toBe('#example=lost-tasks');
  });
});

describe('running', () => {
  it('shows what a kill loses, and that the edited program loses nothing', async () => {
    await page.visit('#example=lost-tasks');
    const { cards } = await page.run();
    expect(cards).toHaveLength(2);
    expect(cards[0]).toMatch(/1 worker killed/);
    expect(cards[0]).toMatch(/worker\.js: \d+ messages? never begun/);
    expect(cards[1]).toMatch(/Nothing was lost/);
    expect(cards[1]).toMatch(/10 of 10 pictures/);
  });

  it('compares with the text before the edits that were taken', async () => {
    await page.visit('#example=skipped-clean-up');
    await page.click('.take');
    await page.waitForFindings(0);
    const { cards } = await page.run();
    expect(cards[0]).toMatch(/the finally of line 14 never ran/);
    expect(cards[1]).toMatch(/After the edits[^]*Nothing was lost[^]*the folder is gone/);
  });

  it.each([
    ['half-a-file', /only a part of report\.csv was written/, /report\.csv is complete/],
    ['slow-to-hear', /stopped in \d\.\d s/, /stopped in \d+ ms/],
    ['unheard-word', /did not stop/, /stopped in/],
    ['in-the-browser', /drafts\.js: 1 (?:message never begun|answer sent, but never heard)/, /saved \d+ letters/],
  ])('%s', async (name, before, after) => {
    await page.visit(`#example=${name}`);
    const { cards } = await page.run();
    expect(cards[0]).toMatch(before);
    expect(cards[1]).toMatch(after);
    expect(cards[1]).not.toMatch(/lost(?<!Nothing was lost)/);
  });

  it('a program that stops well has nothing to compare with', async () => {
    await page.visit('#example=stops-well');
    const { note, cards } = await page.run();
    expect(note).toMatch(/^It stopped in \d+ ms, nothing lost\.$/);
    expect(cards).toHaveLength(1);
  });

  it('a program reaches nobody outside of the page', async () => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests += 1;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      await page.visit('#example=stops-well');
      await page.type(1, `await fetch('http://127.0.0.1:${port}/').catch(() => console.log('refused'));\n`);
      await page.type(
        0,
        `const far = 'http://127.0.0.1:${port}/x.js';\nawait import(far).catch(() => console.log('refused too'));\n`,
      );
      const { cards } = await page.run();
      expect(cards[0]).toMatch(/refused\n/);
      expect(cards[0]).toMatch(/refused too/);
      expect(requests).toBe(0);
    } finally {
      server.close();
    }
  });

  it('an error that nobody catches is told, and is no good end', async () => {
    await page.visit('#example=stops-well');
    await page.type(1, "throw new Error('no disk');\n");
    const { cards } = await page.run();
    expect(cards[0]).toMatch(/failed after[^]*Error: no disk/);
    expect(cards[0]).not.toContain('Nothing was lost');
  });

  it('a program with shared memory is shown, not run, with the reason', async () => {
    await page.visit('#example=held-lock');
    expect(await page.run()).toEqual({
      note: expect.stringMatching(/^Shown, not run\. It shares memory/) as string,
      cards: [],
    });
  });
});

describe('what the page finds', () => {
  it('is what ESLint finds, in each example', async () => {
    await page.visit('');
    const addresses = await page.read<string[]>(
      `[...document.querySelectorAll('#example option:not(:disabled)')].map(({ value }) => value)`,
    );
    expect(addresses).toEqual(expect.arrayContaining(Object.keys(rules).map((rule) => `rule=${rule}`)));
    const differences: unknown[] = [];
    for (const address of addresses) {
      await page.visit(`#${address}`);
      const inPage = await page.listFindings();
      const byESLint = await findWithESLint(
        await page.getFiles(),
        address.startsWith('rule') ? 'strict' : 'recommended',
      );
      const [, rule = null] = /^rule=([\w-]+)$/.exec(address) ?? [];
      if (rule !== null)
        expect(
          inPage.map((found) => found.rule),
          address,
        ).toContain(rule);
      if (JSON.stringify(inPage) !== JSON.stringify(byESLint)) differences.push({ address, inPage, byESLint });
    }
    expect(differences).toEqual([]);
  }, 300_000);
});
