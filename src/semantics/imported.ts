import { isAbsolute } from 'node:path';
import type { Node } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { holds } from '../source/text-gate.ts';
import { findOrigin, findTypeOrigin } from './origin.ts';
import { findRowOfPool } from './rows.ts';
import type { ExportedWorker } from '../source/project-view.ts';
import type { ValueType } from './handle.ts';

/** How a module of the project is named: by its path, by the usual aliases, or by the part of a workspace's package. */
const OWN_MODULE = /^(?:\.|#|~|@\/|[^/]+\/.*(?:worker|thread|pool))/i;
/** May the specifier lead to a file of the project? */
export function isOwnModule(specifier: string): boolean {
  return OWN_MODULE.test(specifier);
}

const SAYS_WORKER = /worker|thread|pool/i;

/**
 * What an import of another file of the project is, or what a call or `new` of it gives: a worker, or something whose
 * methods end workers. Null when that file tells nothing of the kind.
 */
export function traceImported(file: SourceFile, node: Node, by: ExportedWorker['by'], isType = false): ValueType {
  const origin = isType ? findTypeOrigin(file, node) : findOrigin(file, node);
  if (!origin || !isOwnModule(origin.module) || !isAbsolute(file.filename)) return null;
  // The index reads the whole project: it is asked where the answer can matter.
  if (!SAYS_WORKER.test(`${origin.module} ${origin.path}`) && !holds(file, 'terminate')) return null;
  const ref = { specifier: origin.module, name: origin.path || '*', by };
  if (!file.project.isLinked) return { kind: 'imported', ref };
  const made = file.project.getIndex().findExport(file.filename, origin.module, origin.path);
  if (made?.by !== by) return null;
  const row = made.pool === null ? null : findRowOfPool(file, made.pool);
  const kills = row ? row.kills.map(({ method }) => method) : ['terminate'];
  // A class may stop well by itself.
  if (!(made.isWorker || row) || kills.some((method) => made.gentle.includes(method))) return { kind: 'owner', made };
  return {
    kind: row ? 'pool' : 'worker',
    evidence: by === 'new' ? 'constructor' : 'type',
    platform: row ? 'node' : made.platform,
    row,
    creation: null,
    made,
  };
}
