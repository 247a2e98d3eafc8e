import childProcess, { type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { getSite } from '../bus.ts';
import type { WorkerContext } from '../context.ts';
import { patch, quietly } from '../patch.ts';

type Spawn = (this: ChildProcess, options: { detached?: boolean }, ...args: unknown[]) => unknown;
type Toggle = (this: ChildProcess, ...args: unknown[]) => unknown;
type Emit = (this: ChildProcess, name: string | symbol, ...args: unknown[]) => boolean;

/** Child processes that a worker has started and that are still there. */
export function watchChildren({ state, tell }: WorkerContext): void {
  const rows = new WeakMap<ChildProcess, number>();
  const { prototype } = childProcess.ChildProcess;
  patch<Spawn>(
    prototype,
    'spawn',
    (original) =>
      function spawn(options, ...args) {
        const result = original.call(this, options, ...args);
        const { pid } = this;
        // A detached child is meant to live on.
        if (pid !== undefined && !options.detached) {
          quietly(() => {
            const site = getSite(tell);
            if (site !== 0) rows.set(this, state.addRow('children', [site, pid]));
          });
        }
        return result;
      },
  );
  // So is one that nobody waits for: the service of a compiler, which ends when its input ends.
  patch<Toggle>(
    prototype,
    'unref',
    (original) =>
      function unref(...args) {
        quietly(() => state.removeRow('children', rows.get(this) ?? -1));
        return original.apply(this, args);
      },
  );
  patch<Emit>(
    prototype,
    'emit',
    (original) =>
      function emit(name, ...args) {
        if (name === 'exit' && rows.has(this)) quietly(() => state.removeRow('children', rows.get(this) as number));
        return original.call(this, name, ...args);
      },
  );
}

/** Does a child of this process run? One that has ended, but that nobody has asked after, does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return process.platform !== 'linux';
  const [state, parent] = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return state !== 'Z' && Number(parent) === process.pid;
}
