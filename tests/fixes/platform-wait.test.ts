import { describe, expect, it } from 'vitest';
import { callPlatform, getProperty } from '../../src/fixes/platform-wait.ts';
import { findPlatform } from '../../src/fixes/platform.ts';
import type { SignalSource } from '../../src/fixes/stop-source.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { findMarked, parseFile, type ParseOptions } from '../support/parse.ts';

const signal: SignalSource = { text: 'stop.signal', isOptional: false, isOwn: false, edits: () => [] };

function call(text: string, options: ParseOptions = {}, source = signal): string | null {
  const file = parseFile(text, options);
  const edits = callPlatform(file, findMarked(file, 'A'), '5', source);
  return edits && applyEdits(file.code, edits).replace('/*A*/', '');
}

describe('a wait that a signal wakes', () => {
  it('on Node is setTimeout of timers/promises', () => {
    expect(call("import 'node:fs';\n/*A*/pause();")).toBe(
      "import 'node:fs';\nimport { setTimeout as sleep } from 'node:timers/promises';\nsleep(5, undefined, { signal: stop.signal });",
    );
  });

  it('uses the name that the file has for it', () => {
    expect(call("const { setTimeout: nap } = require('timers/promises');\n/*A*/pause();")).toBe(
      "const { setTimeout: nap } = require('timers/promises');\nnap(5, undefined, { signal: stop.signal });",
    );
  });

  it('is not given where that name means something else', () => {
    expect(call("import { setTimeout as nap } from 'timers/promises';\n(nap) => { /*A*/pause(); }")).toBeNull();
  });

  it('is not given where every name is taken', () => {
    expect(call("import 'node:fs';\nlet sleep, delay, pause, abortableSleep;\n/*A*/wait();")).toBeNull();
  });

  it("is the stop helper's where the project has one", () => {
    const settings = { graceful: { helper: './src/stop.ts' } };
    expect(call('/*A*/pause();', { filename: 'src/jobs/mail.ts', settings })).toBe(
      "import { sleep } from '../stop.js';\nsleep(5, stop.signal);",
    );
  });

  it('elsewhere is made by hand, in the manner of the file', () => {
    expect(
      call(
        'self.x = async () => {\r\n\tawait /*A*/pause();\r\n};',
        {},
        { ...signal, text: 'signal', isOptional: true },
      ),
    ).toBe(
      [
        'self.x = async () => {',
        '\tawait new Promise((resolve, reject) => {',
        '\t\tconst wake = () => {',
        '\t\t\tclearTimeout(timer);',
        '\t\t\treject(signal?.reason);',
        '\t\t};',
        '\t\tconst timer = setTimeout(() => {',
        "\t\t\tsignal?.removeEventListener('abort', wake);",
        '\t\t\tresolve();',
        '\t\t}, 5);',
        "\t\tsignal?.addEventListener('abort', wake, { once: true });",
        '\t\tif (signal?.aborted) wake();',
        '\t});',
        '};',
      ].join('\r\n'),
    );
  });
});

describe('the platform of a file', () => {
  it.each([
    ["import fs from 'node:fs'; self.x = 1;", 'node'],
    ["import { parentPort } from 'worker_threads';", 'node'],
    ['process.exitCode = 1; postMessage(1);', 'node'],
    ["const a = require('a'); self.x = a;", 'node'],
    ['export const a = 1;', 'node'],
    ['self.onmessage = () => {};', 'web'],
    ['postMessage(1);', 'web'],
    ['export const title = document.title;', 'web'],
  ])('%s', (text, platform) => {
    expect(findPlatform(parseFile(text))).toBe(platform);
  });
});

it('a property for the options', () => {
  expect(getProperty({ text: 'signal' })).toBe('signal');
  expect(getProperty({ text: 'this.#stop.signal' })).toBe('signal: this.#stop.signal');
});
