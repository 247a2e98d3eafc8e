import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openTab, type Tab } from '../support/chromium.ts';
import { graceful, makeProject, ROOT, useCli } from '../support/cli.ts';
import formatHtml from '../../src/formatters/html.ts';
import { CONTEXT, getSamples, message, result } from '../support/sample-results.ts';

const chromium = findChromium();
/** Outside of CI a machine may do without a browser; there it is a failure. */
const isNeeded = chromium !== null || Boolean(process.env['CI']);

if (!isNeeded) {
  it('the HTML report was not looked at: there is no Chromium here', () => {
    console.log('No Chromium on this machine: the HTML report was not looked at.');
    expect(isNeeded).toBe(false);
  });
}

const describeIfNeeded = isNeeded ? describe : () => {};
describeIfNeeded('the HTML report in a browser', () => {
  useCli();
  let tab: Tab;
  let reports: Record<'examples' | 'hostile' | 'run', string>;

  beforeAll(async () => {
    if (chromium === null) throw new Error('no Chromium found: install one, the HTML report is looked at in it');
    tab = await openTab(chromium);
    const folder = makeProject({});
    const file = join(folder, 'examples.html');
    graceful(ROOT, ['lint', 'examples', '--preset', 'strict', '--format', 'html', '-o', file]);
    const getAddress = (name: string): string => pathToFileURL(join(folder, `${name}.html`)).href;
    writeFileSync(join(folder, 'hostile.html'), formatHtml(getSamples(), CONTEXT));
    writeFileSync(join(folder, 'run.html'), formatHtml(...getRun()));
    reports = { examples: getAddress('examples'), hostile: getAddress('hostile'), run: getAddress('run') };
  }, 120_000);
  afterAll(() => tab.close(), 60_000);

  async function visit(name: keyof typeof reports, width: number, scheme: 'light' | 'dark'): Promise<void> {
    await tab.send('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: false });
    await tab.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    await tab.open(reports[name]);
  }

  it.each([
    ['examples', 1200, 'light'],
    ['examples', 360, 'dark'],
    ['hostile', 1200, 'dark'],
    ['hostile', 360, 'light'],
    ['run', 1200, 'light'],
    ['run', 360, 'dark'],
  ] as const)('%s at %i px, %s: no error, nothing loaded, no sideways scrolling', async (name, width, scheme) => {
    await visit(name, width, scheme);
    expect(tab.complaints).toEqual([]);
    expect(await tab.evaluate('performance.getEntriesByType("resource").length')).toBe(0);
    expect(await tab.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    const wide = `[...document.querySelectorAll('body *')].filter((e) => !e.closest('.map, .skip') && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 80))`;
    expect(await tab.evaluate(wide)).toEqual([]);
  });

  it('has the structure that it promises', async () => {
    await visit('examples', 1200, 'light');
    const count = (selector: string): Promise<unknown> =>
      tab.evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
    const findings = await count('.finding');
    expect(findings).toBeGreaterThan(3);
    expect(await count('.finding pre.code:not(.diff) .hot mark')).toBeGreaterThanOrEqual(findings as number);
    expect(await count('.finding .message strong')).toBe(findings);
    expect(await count('.finding .cure ins')).toBeGreaterThan(3);
    expect(await count('.rules a[href^="https://"]')).toBeGreaterThan(2);
    expect(await count('#map svg.graceful-map g.worker')).toBeGreaterThan(1);
    expect(await count('h1')).toBe(1);
    expect(await tab.evaluate('document.title')).toMatch(/: \d+ findings in \d+ of \d+ files$/);
  });

  it('follows the scheme, and can be read in both', async () => {
    const contrasts: number[] = [];
    const pages: unknown[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      await visit('run', 1200, scheme);
      contrasts.push((await tab.evaluate(LEAST_CONTRAST)) as number);
      await visit('examples', 1200, scheme);
      pages.push(await tab.evaluate('getComputedStyle(document.body).backgroundColor'));
      contrasts.push((await tab.evaluate(LEAST_CONTRAST)) as number);
    }
    expect(pages).toEqual(['rgb(246, 248, 250)', 'rgb(13, 17, 23)']);
    for (const contrast of contrasts) expect(contrast).toBeGreaterThanOrEqual(4.5);
  });

  async function press(key: string, code: number): Promise<void> {
    for (const type of ['keyDown', 'keyUp']) {
      await tab.send('Input.dispatchKeyEvent', {
        type,
        key,
        code: key,
        windowsVirtualKeyCode: code,
        ...(type === 'keyDown' && key === 'Enter' ? { text: '\r' } : {}),
      });
    }
  }

  it.each([1200, 360])(
    'at %i px a finding leads to its mark on the time line, and back, by keyboard',
    async (width) => {
      await visit('run', width, 'light');
      await tab.evaluate('document.querySelector("#finding-2 .when a").focus()');
      await press('Enter', 13);
      expect(await tab.evaluate('location.hash')).toBe('#life-3-finding-2');
      const target = `(({ left, right, top, bottom }) => left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight)(document.querySelector(':target').getBoundingClientRect())`;
      expect(await tab.evaluate(target)).toBe(true);
      expect(await tab.evaluate(`document.querySelector('li:has(:target) .who').textContent`)).toBe('worker.mjs #2');
      // The way back is where the reader is now.
      await press('Tab', 9);
      await tab.evaluate('document.querySelector(":target").focus()');
      await press('Enter', 13);
      expect(await tab.evaluate('location.hash')).toBe('#finding-2');
      expect(await tab.evaluate(target)).toBe(true);
    },
  );

  it('no mark of the time line lies on another, and all that can be pressed is large enough', async () => {
    for (const width of [1200, 360]) {
      await visit('run', width, 'light');
      const boxes = (await tab.evaluate(
        `[...document.querySelectorAll('.seen')].map((e) => e.getBoundingClientRect()).map(({ left, right, top, bottom }) => [left, right, top, bottom])`,
      )) as [number, number, number, number][];
      expect(boxes).toHaveLength(6);
      for (const [left, right, top, bottom] of boxes)
        expect(Math.min(right - left, bottom - top)).toBeGreaterThanOrEqual(23.5);
      const pairs = boxes.flatMap((a, i) => boxes.slice(i + 1).map((b) => [a, b] as const));
      expect(pairs.filter(([a, b]) => a[0] < b[1] && b[0] < a[1] && a[2] < b[3] && b[2] < a[3])).toEqual([]);
    }
  });

  it('can be used by keyboard', async () => {
    await visit('examples', 1200, 'light');
    await press('Tab', 9);
    expect(await tab.evaluate('document.activeElement.className')).toBe('skip');
    await press('Enter', 13);
    expect(await tab.evaluate('location.hash')).toBe('#findings');
    await tab.evaluate('document.querySelector(".file > summary").focus()');
    await press('Enter', 13);
    expect(await tab.evaluate('document.querySelector(".file").open')).toBe(false);
    const focusable = 'document.querySelector("#map .map").tabIndex';
    expect(await tab.evaluate(focusable)).toBe(0);
  });

  it('runs nothing that a name or a line of code smuggles in', async () => {
    await visit('hostile', 1200, 'light');
    expect(await tab.evaluate('document.querySelectorAll("script, img, b, [onerror]").length')).toBe(0);
    expect(await tab.evaluate('document.body.innerText')).toContain('<script>alert(1)</script>');
  });
});

/** A run of a program with two workers: findings about each thread, three of them at one moment. */
function getRun(): Parameters<typeof formatHtml> {
  const lines = ['one();', 'two();', 'three();', 'four();'];
  const life = (name: string, i: number, how: string, stopMs: number | null) => ({
    ...{ id: `7-${i}`, name: `${name} ${i === 0 ? '(main thread)' : `#${i}`}`, how, stopMs },
    ...{ start: 1000 + 40 * i, end: 2000 - 100 * i },
  });
  const found = (line: number, ...seen: [thread: number, at: number][]) =>
    message('graceful/kill', line, 1, { seen: seen.map(([thread, at]) => ({ life: `7-${thread}`, at })) });
  const messages = [
    found(1, [0, 1000], [0, 2000]),
    found(2, [2, 1800]),
    found(3, [2, 1800]),
    found(4, [2, 1799], [1, 1850]),
  ];
  const lives = [
    life('main.mjs', 0, 'ended', null),
    life('worker.mjs', 1, 'killed', 30),
    life('worker.mjs', 2, 'by an error', null),
  ];
  return [[result('main.mjs', lines, messages)], { ...CONTEXT, lives }];
}

/** The least ratio of any text's colour to what is behind it, by the rule of WCAG. */
const LEAST_CONTRAST = `(() => {
  const parse = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => { const c = parse(getComputedStyle(e).backgroundColor); return c[3] === 0 && e.parentElement ? behind(e.parentElement) : c; };
  const texts = [...document.querySelectorAll('body *:not(svg *)')].filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
  return Math.min(...texts.map((e) => {
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  }));
})()`;
