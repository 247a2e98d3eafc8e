import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import ts from 'typescript';
import { afterAll, afterEach, beforeAll } from 'vitest';

const SOURCE = fileURLToPath(new URL('../../src/stop/index.ts', import.meta.url));
const workers = new Set<Worker>();
let folder: string;
let count = 0;

/** Gives workers, which cannot load TypeScript, the helper as `./stop.mjs`; ends what a failed test has left running. */
export function useWorkers(): void {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'graceful-stop-'));
    const target = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext };
    const { outputText } = ts.transpileModule(readFileSync(SOURCE, 'utf8'), { compilerOptions: target });
    writeFileSync(join(folder, 'stop.mjs'), outputText);
    // The same text under another name: a second copy in one thread.
    writeFileSync(join(folder, 'copy.mjs'), outputText);
  });
  afterEach(async () => {
    await Promise.all([...workers].map((worker) => worker.terminate()));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
}

/** Writes a module next to the helper and gives its path. */
export function writeModule(text: string): string {
  const path = join(folder, `module-${(count += 1)}.mjs`);
  writeFileSync(path, text);
  return path;
}

const PRELUDE = `
  import { parentPort, workerData } from 'node:worker_threads';
  import { once, on } from 'node:events';
  import * as timers from 'node:timers/promises';
  import { acknowledgeStop, sleep, StopToken, stopSignal } from './stop.mjs';
  process.on('exit', () => say('exit handler'));
  function say(message) { parentPort.postMessage(message); }
`;

/** A worker that has the helper's exports, `say` to post to its owner, and is known to be in its `text`. */
export function makeWorker(text: string, options: WorkerOptions = {}): { worker: Worker; said: unknown[] } {
  const worker = new Worker(pathToFileURL(writeModule(PRELUDE + text)), options);
  const said: unknown[] = [];
  workers.add(worker);
  worker.on('message', (message: unknown) => said.push(message));
  worker.once('exit', () => workers.delete(worker));
  return { worker, said };
}

/** The same, once it has said something: `ready` by convention. */
export async function startWorker(
  text: string,
  options: WorkerOptions = {},
): Promise<{ worker: Worker; said: unknown[] }> {
  const started = makeWorker(text, options);
  await once(started.worker, 'message');
  started.said.length = 0;
  return started;
}
