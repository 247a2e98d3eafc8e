import { wrappingProperties } from '../knowledge/boxes.ts';
import { getLastName, getPropertyName, unwrap } from '../source/predicates.ts';
import type { Node, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Handle } from './handle.ts';
import { findVariable } from '../source/variables.ts';

const WORKER_NAME = /worker|thread/i;
/** Things named after a worker that are none: its address, number, options, messages, or a service worker. */
const NOT_THE_WORKER =
  /(?:id|ids|url|path|file|name|data|options|opts|config|count|code|source|src|info|message|script|client|manager|remote|proxy|service|serviceworker|state|type|index|factory)_?$/i;
/** Methods of a collection that give its elements, in whichever order. */
export const KEEPS_ELEMENTS = /^(?:filter|slice|concat|reverse|sort|splice|toSorted|toReversed|values|entries|flat)$/;

/** A worker by its name, the weakest evidence: `this.worker`, `w` of `for (const w of this.workers)`. */
export function findByName(file: SourceFile, node: Node): Handle | null {
  const inner = unwrap(node);
  // `Thread.terminate(worker)`: a class or namespace, and what is killed is the argument.
  if (inner.type === 'Identifier' && /^[A-Z][a-z]/.test(inner.name)) return null;
  if (inner.type === 'MemberExpression' && wrappingProperties.has(getPropertyName(inner) ?? ''))
    return findByName(file, inner.object);
  const isElement = inner.type === 'MemberExpression' && getPropertyName(inner) === null;
  const own = isElement ? null : getLastName(inner);
  // `w` of `for (const w of this.workers)` and `workerPool[i]` are known by their collection.
  const collection = isElement
    ? getLastName(inner)
    : inner.type === 'Identifier'
      ? findCollectionName(file, inner)
      : null;
  const says =
    (own !== null && saysWorker(own) && !/pool/i.test(own)) || (collection !== null && saysWorker(collection));
  return says ? { kind: 'worker', evidence: 'name', platform: null, row: null, creation: null } : null;
}

function saysWorker(name: string): boolean {
  return WORKER_NAME.test(name) && !NOT_THE_WORKER.test(name);
}

function findCollectionName(file: SourceFile, node: TSESTree.Identifier): string | null {
  const definition = findVariable(file, node)?.defs[0];
  if (!definition) return null;
  if (definition.type === 'Variable') {
    const list = definition.node.parent.parent;
    if (list.type === 'ForOfStatement') return getCollectionName(list.right);
    return getAliasName(definition.node.init) ?? getAliasName(findOnlyAssigned(file, node));
  }
  const call = definition.node.parent;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : null;
  return callee?.type === 'MemberExpression' ? getCollectionName(callee.object) : null;
}

/** The name of the collection at the start of `workers.filter(isIdle).slice(1)`. */
function getCollectionName(collection: Node): string | null {
  const node = unwrap(collection);
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  return callee?.type === 'MemberExpression' && KEEPS_ELEMENTS.test(getPropertyName(callee) ?? '')
    ? getCollectionName(callee.object)
    : getLastName(node);
}

/** `this.worker` for a compiler's `(_a = this.worker) === null || …: _a.terminate()`. */
function findOnlyAssigned(file: SourceFile, node: TSESTree.Identifier): Node | null {
  const writes = findVariable(file, node)?.references.filter((r) => r.isWrite()) ?? [];
  return writes.length === 1 ? (writes[0]?.writeExpr ?? null) : null;
}

function getAliasName(init: Node | null): string | null {
  return init && init.type !== 'CallExpression' && init.type !== 'NewExpression' ? getLastName(init) : null;
}
