import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { findChromium, openTab, type Tab } from '../../support/chromium.ts';
import { root } from '../../support/sources.ts';
import type { Found } from './with-eslint.ts';

const PAGE = pathToFileURL(join(root, 'site/dist/index.html')).href;

const LIST = `[...document.querySelectorAll('.finding')].map((finding) => ({
  place: finding.querySelector('.place').textContent,
  rule: finding.querySelector('.where a')?.textContent ?? null,
  message: finding.querySelector('.message').textContent,
}))`;

const RUN = `({
  note: document.getElementById('run-note').textContent,
  cards: [...document.querySelectorAll('.run-card')].map((card) => card.innerText),
})`;

/** The playground in a headless Chromium, as somebody in front of it uses it. */
export class Playground {
  readonly tab: Tab;

  private constructor(tab: Tab) {
    this.tab = tab;
  }

  static async open(): Promise<Playground> {
    const chromium = findChromium();
    if (chromium === null) throw new Error('no Chromium found: the playground is tested in it');
    return new Playground(await openTab(chromium));
  }

  close(): Promise<void> {
    return this.tab.close();
  }

  /** Opens the page afresh and waits for its first findings. */
  async visit(hash: string, width = 1300, scheme: 'light' | 'dark' = 'light'): Promise<void> {
    const size = { width, height: 900, deviceScaleFactor: 1, mobile: false };
    await this.tab.send('Emulation.setDeviceMetricsOverride', size);
    await this.tab.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
    await this.tab.open('about:blank');
    await this.tab.open(PAGE + hash);
    await this.wait(`!document.body.classList.contains('loading')`);
  }

  /** What an expression gives. */
  async read<T>(expression: string): Promise<T> {
    return JSON.parse(String(await this.tab.evaluate(`JSON.stringify((${expression}) ?? null)`))) as T;
  }

  /** What an expression gives, once that is neither null nor false. */
  async wait<T>(expression: string, seconds = 20): Promise<T> {
    for (let round = 0; round < seconds * 20; round += 1) {
      const value = await this.read<T | null | false>(expression);
      if (value !== null && value !== false) return value;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`waited in vain for ${expression}`);
  }

  async click(selector: string): Promise<void> {
    await this.tab.evaluate(`document.querySelector(${JSON.stringify(selector)}).click()`);
  }

  getText(selector: string): Promise<string | null> {
    return this.read(`document.querySelector(${JSON.stringify(selector)})?.textContent`);
  }

  getCode(pane: 0 | 1): Promise<string> {
    return this.read(
      `[...document.querySelectorAll('#editor-${pane} .cm-line')].map((line) => line.textContent).join('\\n')`,
    );
  }

  async getFiles(): Promise<{ name: string; text: string }[]> {
    const names = await this.read<string[]>(`[0, 1].map((i) => document.getElementById('name-' + i).value)`);
    const texts = [await this.getCode(0), await this.getCode(1)];
    return names.map((name, i) => ({ name, text: texts[i] ?? '' }));
  }

  listFindings(): Promise<Found[]> {
    return this.read(LIST);
  }

  async waitForFindings(count: number): Promise<void> {
    await this.wait(`document.querySelectorAll('.finding').length === ${count}`);
  }

  /** Presses Run and gives what the cards say. */
  async run(): Promise<{ note: string; cards: string[] }> {
    await this.click('#run-button');
    await this.wait(`!document.getElementById('run-note').textContent.startsWith('Running')`);
    return this.read(RUN);
  }

  /** Types at the start of a pane. */
  async type(pane: 0 | 1, text: string): Promise<void> {
    await this.tab.evaluate(`document.querySelector('#editor-${pane} .cm-content').focus()`);
    await this.tab.send('Input.insertText', { text });
  }

  async press(key: 'Tab' | 'Enter'): Promise<void> {
    const code = { Tab: 9, Enter: 13 }[key];
    const event = { key, code: key, windowsVirtualKeyCode: code, ...(key === 'Enter' ? { text: '\r' } : {}) };
    await this.tab.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
    await this.tab.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }
}

/** The address of a page that holds these files. */
export function getHash(files: readonly { readonly name: string; readonly text: string }[]): string {
  const content = JSON.stringify(['recommended', ...files.map(({ name, text }) => [name, text])]);
  return `#code=${deflateRawSync(content).toString('base64url')}`;
}

export function buildSite(): void {
  execFileSync(process.execPath, ['scripts/site.mjs'], { cwd: root });
}
