// Node's `process`, as far as a program about stopping asks for it.
import { EventEmitter } from './emitter.ts';
import { life, ThreadEnd } from './life.ts';
import { getThreadStart } from './thread-handle.ts';

class Process extends EventEmitter {
  readonly pid = 1;
  readonly ppid = 0;
  readonly platform = 'linux';
  readonly env: Record<string, string> = {};
  readonly argv = ['node', 'program'];
  readonly versions = { node: '22.0.0' };
  readonly version = 'v22.0.0';
  readonly stdout = { write: (text: string) => print([text.replace(/\n$/, '')], false) };
  readonly stderr = { write: (text: string) => print([text.replace(/\n$/, '')], true) };

  get exitCode(): number | undefined {
    return life.exitCode;
  }

  set exitCode(code: number | undefined) {
    life.exitCode = code;
  }

  exit(code?: number): never {
    life.end(code ?? life.exitCode ?? 0);
    throw new ThreadEnd('the thread has ended');
  }

  abort(): never {
    return this.exit(134);
  }

  kill(_pid: number, signal = 'SIGTERM'): boolean {
    queueMicrotask(() => this.emit(signal, signal) || this.exit(143));
    return true;
  }

  cwd(): string {
    return '/project';
  }

  uptime(): number {
    return performance.now() / 1000;
  }

  nextTick(callback: (...args: unknown[]) => void, ...args: unknown[]): void {
    queueMicrotask(() => callback(...args));
  }
}

export function print(values: readonly unknown[], isError: boolean): boolean {
  life.report({ kind: 'log', isError, text: values.map(show).join(' ') });
  return true;
}

function show(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** The process of the program: of its main thread. A worker has one too, which hears no signals. */
export const process = new Process();

/** The console of a program prints to the page. */
export function installConsole(): void {
  const [out, error] = [(...values: unknown[]) => print(values, false), (...values: unknown[]) => print(values, true)];
  Object.assign(console, { log: out, info: out, debug: out, warn: error, error });
}

/** What a signal to the process does; null where nothing listens, so that it ends the process. */
export function sendSignal(): string | null {
  if (getThreadStart().role !== 'owner') return null;
  return ['SIGTERM', 'SIGINT', 'SIGHUP'].find((signal) => process.emit(signal, signal)) ?? null;
}
