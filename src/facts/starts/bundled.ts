import { known } from '../../semantics/combine-values.ts';
import { getImports } from '../../semantics/imports.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { findWorkerImport, type WorkerImport } from '../../semantics/worker-import.ts';
import { MODULE_PREFIX } from '../../project/resolver.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { TSESTree } from '../../source/types.ts';
import { getLine, type Spawn } from './spawn.ts';
import type { StartRow } from './start-rows.ts';

const BUNDLED: StartRow = { kind: 'worker', library: 'web', file: { argument: 0 }, isWeb: true };

/** `new MyWorker()`, where a bundler makes that class of an import. */
export function readBundled(file: SourceFile, call: TSESTree.NewExpression): Spawn | null {
  const origin = findOrigin(file, call.callee);
  const found = origin && findWorkerImport(origin);
  return found && found.gives !== 'url' ? { ...toSpawn(found, getLine(call)), call } : null;
}

/** The imports of such a class that is not constructed here, but handed on. */
export function listHandedOn(file: SourceFile, spawns: readonly Spawn[]): Spawn[] {
  const constructed = new Set(spawns.map(({ call }) => call && findOrigin(file, call.callee)?.module));
  return getImports(file).entries.flatMap(({ specifier, line, isTypeOnly }) => {
    const found = findWorkerImport({ module: specifier, path: 'default' });
    return found?.gives === 'class' && !isTypeOnly && !constructed.has(specifier) ? [toSpawn(found, line)] : [];
  });
}

function toSpawn({ gives, specifier }: WorkerImport, line: number): Spawn {
  const condition = gives === 'class' ? 'none' : 'no-class';
  const values = known(MODULE_PREFIX + specifier);
  return { row: BUNDLED, line, values, isEval: false, text: specifier, condition, call: null, named: null };
}
