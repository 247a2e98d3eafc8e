import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium, openTab, type Tab } from '../support/chromium.ts';
import { graceful, makeProject, ROOT, useCli } from '../support/cli.ts';
import formatHtml from '../../src/formatters/html.ts';
import { CONTEXT, getSamples } from '../support/sample-results.ts';

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
  let reports: Record<'examples' | 'hostile', string>;

  beforeAll(async () => {
    if (chromium === null) throw new Error('no Chromium found: install one, the HTML report is looked at in it');
    tab = await openTab(chromium);
    const folder = makeProject({});
    const file = join(folder, 'examples.html');
    graceful(ROOT, ['lint', 'examples', '--preset', 'strict', '--format', 'html', '-o', file]);
    writeFileSync(join(folder, 'hostile.html'), formatHtml(getSamples(), CONTEXT));
    reports = { examples: pathToFileURL(file).href, hostile: pathToFileURL(join(folder, 'hostile.html')).href };
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
      await visit('examples', 1200, scheme);
      pages.push(await tab.evaluate('getComputedStyle(document.body).backgroundColor'));
      contrasts.push((await tab.evaluate(LEAST_CONTRAST)) as number);
    }
    expect(pages).toEqual(['rgb(246, 248, 250)', 'rgb(13, 17, 23)']);
    for (const contrast of contrasts) expect(contrast).toBeGreaterThanOrEqual(4.5);
  });

  it('can be used by keyboard', async () => {
    await visit('examples', 1200, 'light');
    const press = async (key: string, code: number): Promise<void> => {
      for (const type of ['keyDown', 'keyUp']) {
        await tab.send('Input.dispatchKeyEvent', {
          type,
          key,
          code: key,
          windowsVirtualKeyCode: code,
          ...(type === 'keyDown' && key === 'Enter' ? { text: '\r' } : {}),
        });
      }
    };
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
