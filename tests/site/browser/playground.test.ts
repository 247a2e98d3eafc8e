import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openTab, type Tab } from '../../support/chromium.ts';
import { root } from '../../support/sources.ts';
import { findWithESLint, type Found } from './with-eslint.ts';

const PAGE = pathToFileURL(join(root, 'site/dist/index.html')).href;
const chromium = findChromium();
let tab: Tab;

beforeAll(async () => {
  if (chromium === null) throw new Error('no Chromium found: the playground is tested in it');
  execFileSync(process.execPath, ['scripts/site.mjs'], { cwd: root });
  tab = await openTab(chromium);
}, 120_000);
afterAll(() => tab.close(), 60_000);

/** The value of an expression, once it is no longer null or false. */
async function wait(expression: string, seconds = 20): Promise<unknown> {
  for (let round = 0; round < seconds * 20; round += 1) {
    const value = await tab.evaluate(expression);
    if (value !== null && value !== undefined && value !== false) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain for ${expression}`);
}

/** Opens the page, afresh, and waits for its first findings. */
async function visit(hash: string, width = 1300, scheme: 'light' | 'dark' = 'light'): Promise<void> {
  await tab.send('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
  await tab.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  await tab.open('about:blank');
  await tab.open(PAGE + hash);
  await wait(`!document.body.classList.contains('loading')`);
}

const click = (selector: string): Promise<unknown> =>
  tab.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
const getText = (selector: string): Promise<unknown> =>
  tab.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent`);
const getCode = (pane: 0 | 1): Promise<unknown> =>
  tab.evaluate(
    `[...document.querySelectorAll('#editor-${pane} .cm-line')].map((line) => line.textContent).join('\\n')`,
  );

const LIST = `JSON.stringify([...document.querySelectorAll('.finding')].map((finding) => ({
  place: finding.querySelector('.place').textContent,
  rule: finding.querySelector('.where a')?.textContent ?? null,
  message: finding.querySelector('.message').textContent,
})))`;

async function listFindings(): Promise<Found[]> {
  return JSON.parse(String(await tab.evaluate(LIST))) as Found[];
}

/** Presses Run and gives what the cards say. */
async function run(): Promise<{ note: string; cards: string[] }> {
  await click('#run-button');
  await wait(`document.getElementById('run-note').textContent.startsWith('Running') ? null : true`);
  return JSON.parse(
    String(
      await tab.evaluate(`JSON.stringify({
        note: document.getElementById('run-note').textContent,
        cards: [...document.querySelectorAll('.run-card')].map((card) => card.innerText),
      })`),
    ),
  ) as { note: string; cards: string[] };
}

describe('the page', () => {
  it.each([
    [1300, 'light'],
    [360, 'dark'],
  ] as const)('at %i px, %s: no complaint, nothing loaded, no sideways scrolling', async (width, scheme) => {
    await visit('', width, scheme);
    await run();
    expect(tab.complaints).toEqual([]);
    const loaded = `performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !/^(?:blob|data):/.test(name))`;
    expect(await tab.evaluate(loaded)).toEqual([]);
    expect(await tab.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });

  it('marks the place of a finding in the text, leads to it and to the page of the rule', async () => {
    await visit('#example=lost-tasks');
    expect(await getText('.cm-lintRange-error')).toBe('worker.terminate()');
    await click('.finding .place');
    expect(await wait(`document.querySelector('.cm-focused .cm-activeLine')?.textContent`)).toContain(
      'worker.terminate()',
    );
    expect(await tab.evaluate(`document.querySelector('.finding .where a').href`)).toMatch(/no-abrupt-terminate\.md$/);
  });

  it('draws who starts what', async () => {
    await visit('#example=unheard-word');
    expect(await getText('#map-drawing svg')).toContain("does not hear 'shutdown'");
    expect(await getText('#map-text')).toContain('4 worker → worker.js');
  });

  it('says so where a text does not parse', async () => {
    await visit('#example=stops-well');
    await type(0, 'const = 1;\n');
    await wait(`document.querySelector('.finding')`);
    expect(await listFindings()).toEqual([
      { place: 'owner.js:1', rule: null, message: expect.stringMatching(/^This does not parse: /) as string },
    ]);
  });
});

describe('edits', () => {
  it('are taken one by one, and undone together', async () => {
    await visit('#example=lost-tasks');
    const before = await getCode(0);
    await click('.take');
    await wait(`document.querySelectorAll('.finding').length === 0`);
    expect(await getCode(0)).toContain("worker.postMessage('stop')");
    await click('#undo-all');
    await wait(`document.querySelectorAll('.finding').length === 1`);
    expect(await getCode(0)).toBe(before);
  });

  it('are taken by the keyboard alone, which is not caught in the editor', async () => {
    await visit('#example=unheard-word');
    await tab.evaluate(`document.querySelector('#editor-1 .cm-content').focus()`);
    for (let presses = 0; presses < 12; presses += 1) {
      await press('Tab', 9);
      if (await tab.evaluate(`document.activeElement.classList.contains('take')`)) break;
    }
    await press('Enter', 13);
    await wait(`document.querySelectorAll('.finding').length === 0`);
    expect(await getCode(0)).toContain("worker.postMessage('stop')");
  });
});

describe('the address', () => {
  it('holds what was typed, for whoever opens it', async () => {
    await visit('#example=stops-well');
    await type(1, '// Grüße 🙂\n');
    const hash = await wait(`/^#code=/.test(location.hash) && location.hash`);
    const [owner, worker] = [await getCode(0), await getCode(1)];
    await visit(String(hash));
    expect([await getCode(0), await getCode(1)]).toEqual([owner, worker]);
    expect(worker).toContain('// Grüße 🙂');
  });

  it.each(['#code=AAAA', '#code=%', '#example=none', '#nothing'])('%s opens the first example', async (hash) => {
    await visit(hash);
    expect(await tab.evaluate('location.hash')).toBe('#example=lost-tasks');
  });
});

describe('running', () => {
  it('shows what a kill loses, and that the edited program loses nothing', async () => {
    await visit('#example=lost-tasks');
    const { cards } = await run();
    expect(cards).toHaveLength(2);
    expect(cards[0]).toMatch(/1 worker killed/);
    expect(cards[0]).toMatch(/worker\.js: \d+ messages? never begun/);
    expect(cards[1]).toMatch(/Nothing was lost/);
    expect(cards[1]).toMatch(/10 of 10 pictures/);
  });

  it('compares with the text before the edits that were taken', async () => {
    await visit('#example=skipped-clean-up');
    await click('.take');
    await wait(`document.querySelectorAll('.finding').length === 0`);
    const { cards } = await run();
    expect(cards[0]).toMatch(/the finally of line 14 never ran/);
    expect(cards[1]).toMatch(/After the edits[^]*Nothing was lost[^]*the folder is gone/);
  });

  it.each([
    ['half-a-file', /only a part of report\.csv was written/, /report\.csv is complete/],
    ['slow-to-hear', /stopped in \d\.\d s/, /stopped in \d+ ms/],
    ['unheard-word', /did not stop/, /stopped in/],
    ['in-the-browser', /drafts\.js: 1 (?:message never begun|answer sent, but never heard)/, /saved \d+ letters/],
  ])('%s', async (name, before, after) => {
    await visit(`#example=${name}`);
    const { cards } = await run();
    expect(cards[0]).toMatch(before);
    expect(cards[1]).toMatch(after);
    expect(cards[1]).not.toMatch(/lost(?<!Nothing was lost)/);
  });

  it('a program that stops well has nothing to compare with', async () => {
    await visit('#example=stops-well');
    const { note, cards } = await run();
    expect(note).toMatch(/^It stopped in \d+ ms, nothing lost\.$/);
    expect(cards).toHaveLength(1);
  });

  it('a program with shared memory is shown, not run, with the reason', async () => {
    await visit('#example=held-lock');
    expect(await run()).toEqual({
      note: expect.stringMatching(/^Shown, not run\. It shares memory/) as string,
      cards: [],
    });
  });
});

describe('what the page finds', () => {
  it('is what ESLint finds, in each example', async () => {
    await visit('');
    const addresses = JSON.parse(
      String(
        await tab.evaluate(
          `JSON.stringify([...document.querySelectorAll('#example option')].map(({ value }) => value).filter(Boolean))`,
        ),
      ),
    ) as string[];
    expect(addresses.length).toBeGreaterThan(40);
    const differences: unknown[] = [];
    for (const address of addresses) {
      await visit(`#${address}`);
      const inPage = await listFindings();
      const content = JSON.parse(
        String(
          await tab.evaluate(
            `JSON.stringify({ names: [0, 1].map((i) => document.getElementById('name-' + i).value), preset: document.getElementById('preset').value })`,
          ),
        ),
      ) as { names: string[]; preset: 'recommended' | 'strict' };
      const texts = [await getCode(0), await getCode(1)] as string[];
      const files = content.names.map((name, i) => ({ name, text: texts[i] ?? '' }));
      const byESLint = await findWithESLint(files, content.preset);
      if (JSON.stringify(inPage) !== JSON.stringify(byESLint)) differences.push({ address, inPage, byESLint });
    }
    expect(differences).toEqual([]);
  }, 300_000);
});

async function press(key: string, code: number): Promise<void> {
  const event = { key, code: key, windowsVirtualKeyCode: code, ...(key === 'Enter' ? { text: '\r' } : {}) };
  await tab.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
  await tab.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
}

/** Types at the start of a pane. */
async function type(pane: 0 | 1, text: string): Promise<void> {
  await tab.evaluate(`document.querySelector('#editor-${pane} .cm-content').focus()`);
  await tab.send('Input.insertText', { text });
}
