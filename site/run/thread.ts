// What every thread of a program begins with: the platform, then the program's file.
import { life, ThreadEnd } from './life.ts';
import { installNodePorts } from './message-ports.ts';
import { getModules } from './modules.ts';
import { ownLine } from './own-line.ts';
import { installConsole, print, process, sendSignal } from './process.ts';
import type { ThreadStart } from './records.ts';
import { setThreadStart } from './thread-handle.ts';
import { callbacks } from './timers.ts';
import { installWebScope, leavePage } from './web-scope.ts';

/** In front of a specifier that leads to a module of the page or to the other file. */
const MARK = /(["'])graceful:([^"']+)\1/g;
/** A function that an owner exports to be stopped by. */
const STOPPER = /^(?:stop|close|shutdown|shutDown|dispose|destroy|end|terminate|cancel|quit)/;

const urls = new Map<string, string>();

globalThis.onmessage = ({ data }: MessageEvent<ThreadStart>) => {
  globalThis.onmessage = null;
  begin(data);
};

function begin(start: ThreadStart): void {
  setThreadStart(start);
  life.begin(start.reports);
  const load = (url: string): Promise<Record<string, unknown>> => import(/* @vite-ignore */ url);
  Object.assign(globalThis, callbacks, { process, global: globalThis, graceful: makeToolbox(start) });
  installConsole();
  const { fetch } = globalThis;
  globalThis.fetch = (...args) => life.keepUntil(fetch(...args));
  installWebScope(start);
  if (start.role !== 'web') installNodePorts();
  globalThis.addEventListener('error', (event) => {
    event.preventDefault();
    fail(event.error);
  });
  globalThis.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    // It ends a program of Node; a browser only tells of it.
    if (start.role === 'web') print([event.reason], true);
    else fail(event.reason);
  });
  life.report({ kind: 'started' });
  const loaded = load(getUrl(start, start.file));
  start.reports.onmessage = () => void askToStop(loaded);
  // A promise that nothing will settle keeps no thread alive, so nobody waits for this one.
  loaded.then(() => start.role === 'web' && ownLine.open(), fail);
}

/** What the build of a program's files puts calls of into them. */
function makeToolbox(start: ThreadStart) {
  const modules: Readonly<Record<string, object>> = getModules(start);
  return {
    modules,
    require: Object.assign((name: string) => modules[name.replace(/^node:/, '')], { resolve: (path: string) => path }),
    begin: () => life.setBegun(),
    keep: <T>(promise: Promise<T>) => life.keepUntil(promise),
    ...makeTracker(),
  };
}

/** The address of a file or of a module of Node, made when it is first asked for. */
function getUrl(start: ThreadStart, name: string): string {
  const known = urls.get(name);
  if (known !== undefined) return known;
  const file = start.files.find((one) => one.name === name);
  // The thread has something to do from here on; what it imports was loaded before.
  const begin = name === start.file ? 'graceful.begin();' : '';
  const code = file
    ? begin + file.text.replace(MARK, (_all, quote: string, other: string) => quote + getUrl(start, other) + quote)
    : getModuleCode(name);
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  urls.set(name, url);
  return url;
}

function getModuleCode(name: string): string {
  const { modules } = (globalThis as unknown as { graceful: { modules: Record<string, object> } }).graceful;
  const names = Object.keys(modules[name] ?? {}).map((key) => `export const ${key} = module.${key};`);
  return `const module = graceful.modules[${JSON.stringify(name)}];\n${names.join('\n')}\nexport default module;`;
}

/** Which `try` blocks are open. A loop that goes through one ever again is followed for so many rounds. */
function makeTracker() {
  const MOST = 300;
  let told = 0;
  const tell = (kind: 'entered' | 'left', line: number): void => {
    if (told++ < MOST) life.report({ kind, line });
  };
  return { enter: (line: number) => tell('entered', line), leave: (line: number) => tell('left', line) };
}

async function askToStop(loaded: Promise<Record<string, unknown>>): Promise<void> {
  const event = sendSignal() ?? leavePage();
  if (event !== null) return life.report({ kind: 'asked', by: event });
  const exported: Record<string, unknown> = await Promise.race([loaded, Promise.resolve({})]).catch(() => ({}));
  const name = Object.keys(exported).find((key) => STOPPER.test(key) && typeof exported[key] === 'function');
  life.report({ kind: 'asked', by: name === undefined ? null : `${name}()` });
  if (name === undefined) life.end(143);
  else await (exported[name] as () => unknown)();
}

/** An error may speak of a module by its address. */
function nameModules(message: string): string {
  return [...urls].reduce((text, [name, url]) => text.replaceAll(url, name), message);
}

function fail(error: unknown): void {
  if (error instanceof ThreadEnd || life.hasEnded) return;
  print([error instanceof Error ? `${error.name}: ${nameModules(error.message)}` : error], true);
  ownLine.send({ kind: 'error', error: error instanceof Error ? new Error(error.message) : error });
  life.end(1, true);
}
