import path from 'node:path';
import { jobConsumers } from '../../knowledge/job-consumers.ts';
import { pools } from '../../knowledge/pools.ts';
import { processForks } from '../../knowledge/process-forks.ts';
import type { FileArgument, PoolRow } from '../../knowledge/types.ts';
import { workerConstructors } from '../../knowledge/worker-constructors.ts';
import type { Origin } from '../../semantics/module-path.ts';
import { getFileKey } from '../../project/file-key.ts';
import { getStartGate, type StartGate } from '../../project/start-gate.ts';
import type { Start } from '../../source/project-view.ts';

/** A constructor or function that is given the name of a file to run. */
export interface StartRow {
  readonly kind: Start['kind'];
  readonly library: string;
  readonly file: FileArgument;
  /** Is a leading slash the web server's root? */
  readonly isWeb: boolean;
}

/** A method that is given a file, of whatever the module's exports made. */
export interface MethodRow {
  readonly module: string;
  readonly row: StartRow;
}

/** What of a table row a constructor or function is. */
export type FindRow = (origin: Origin) => StartRow | null;

/** Rows by `module#export`, and a look at a text for what one must be in it. */
export interface StartRows {
  readonly byKey: ReadonlyMap<string, StartRow>;
  /** By the name of the method. */
  readonly methods: ReadonlyMap<string, readonly MethodRow[]>;
  readonly gate: StartGate;
}

const FIRST: FileArgument = { argument: 0 };
/** Names of exports that are in many texts; the module's name is then in them too. */
const COMMON_NAME = /^(?:default|Worker|[a-z]\w{0,5})$/;

/** The rows of the tables and of the user's own pools; `./` modules of those are relative to the root. */
export function getStartRows(root: string, ownPools: readonly PoolRow[]): StartRows {
  const byKey = new Map<string, StartRow>();
  const add = (module: string, name: string, row: StartRow): void => {
    byKey.set(`${module}#${name}`, row);
  };
  for (const { modules, name, platform } of workerConstructors) {
    const isWeb = platform === 'web';
    if (modules.length === 0) add('', name, { kind: 'worker', library: 'web', file: FIRST, isWeb });
    for (const module of modules) add(module, name, { kind: 'worker', library: module, file: FIRST, isWeb });
  }
  for (const { module, constructors, file } of [...pools, ...ownPools]) {
    if (!file) continue;
    const key = module.startsWith('.') ? getFileKey(root, module) : module;
    for (const name of constructors) add(key, name, { kind: 'pool', library: module, file, isWeb: false });
  }
  for (const { module, exports = [], file } of jobConsumers) {
    if (!file) continue;
    for (const name of exports) add(module, name, { kind: 'job', library: module, file, isWeb: false });
  }
  for (const { module, name } of processForks)
    add(module, name, { kind: 'fork', library: module, file: FIRST, isWeb: false });
  return { byKey, methods: getMethods(), gate: getGate(ownPools) };
}

function getMethods(): Map<string, MethodRow[]> {
  const rows = [
    ...jobConsumers.flatMap(({ module, methods = [], file }) =>
      methods.map((method) => ({ module, method, file, kind: 'job' as const })),
    ),
    ...pools.map(({ module, task }) => ({
      module,
      method: task?.method ?? '',
      file: task?.file,
      kind: 'pool' as const,
    })),
  ];
  const methods = new Map<string, MethodRow[]>();
  for (const { module, method, file, kind } of rows) {
    const row = file && { module, row: { kind, library: module, file, isWeb: false } };
    if (row) methods.set(method, [...(methods.get(method) ?? []), row]);
  }
  return methods;
}

function getGate(ownPools: readonly PoolRow[]): StartGate {
  const rows = [...pools, ...ownPools].filter(({ file }) => file);
  const modules = [...rows, ...jobConsumers].map(({ module }) => path.posix.basename(module));
  const names = [...modules, ...rows.flatMap(({ constructors }) => constructors)];
  return getStartGate(
    [...new Set(names)].filter((name) => !COMMON_NAME.test(name)),
    [...new Set(modules)].filter((name) => COMMON_NAME.test(name)),
  );
}
