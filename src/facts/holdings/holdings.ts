import { isBuiltin } from 'node:module';
import {
  BEGIN_SQL,
  BEGINS_TRANSACTION,
  CLEANS_UP,
  DATABASE_MODULES,
  HOLDING_CALLS,
  HOLDING_CLASSES,
  HOLDING_METHODS,
  OPENS_DATABASE,
  OUTSIDE,
  PURE_MODULES,
  PURE_PACKAGES,
  READING_METHOD,
  READS_ONLY,
  type HeldKind,
} from '../../knowledge/holdings.ts';
import { ADD_LISTENER } from '../../knowledge/listeners.ts';
import type { Origin } from '../../semantics/module-path.ts';
import { getExports } from '../../semantics/exports.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { walk } from '../../source/node-index.ts';
import { findProperty, getPropertyName, getStaticString, isFunction, isLoop, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { SymbolRef } from '../../source/summary.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { listReached } from './reached-code.ts';

/** Something that is lost when the thread is killed. */
export interface OwnHolding {
  readonly kind: HeldKind | 'finally' | 'exit';
  readonly line: number;
}

/** What code of one file holds while it runs in a worker. */
export interface Holdings {
  readonly held: readonly OwnHolding[];
  /** Does it reach nothing that outlives the thread, as far as this file tells? */
  readonly isPure: boolean;
  /** What it uses of other files. */
  readonly uses: readonly SymbolRef[];
  /** Does it send its owner more than one message for each that it gets? Then an answer need not be the last. */
  readonly streams: boolean;
}

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

/** Of the file as the one that a worker is started with (`names` null), or of some of its exports. */
export function getHoldings(file: SourceFile, names: readonly string[] | null): Holdings {
  const nodes = listReached(file, names);
  const held: OwnHolding[] = [];
  const uses = new Map<string, SymbolRef>();
  let isPure = true;
  const add = (kind: OwnHolding['kind'], node: Node): void => void held.push({ kind, line: node.loc.start.line });
  for (const node of nodes) {
    for (const use of listUses(file, node)) uses.set(`${use.specifier}#${use.name}`, use);
    if (node.type !== 'CallExpression' && node.type !== 'NewExpression') continue;
    const origin = findOrigin(file, node.callee);
    const kind = findHeld(node, origin);
    if (kind) add(kind, node);
    if (kind || reachesOut(node, origin)) isPure = false;
    if (isExitHandler(node, origin)) add('exit', node);
  }
  for (const ref of names === null ? [] : listPassedOn(file, names)) uses.set(`${ref.specifier}#${ref.name}`, ref);
  for (const node of isPure ? [] : nodes)
    if (node.type === 'TryStatement' && node.finalizer && cleansUp(file, node.finalizer))
      add('finally', node.finalizer);
  held.sort((a, b) => a.line - b.line);
  return { held, isPure, uses: [...uses.values()], streams: nodes.some((node) => isPostInLoop(node)) };
}

/** `import { save } from './store.js'`, where the name is used at this node. */
function listUses(file: SourceFile, node: Node): SymbolRef[] {
  if (node.type !== 'Identifier' && node.type !== 'MemberExpression') return [];
  if (node.parent.type === 'MemberExpression' && node.parent.object === node) return [];
  const origin = findOrigin(file, node);
  if (!origin || origin.module === '' || isBuiltin(origin.module)) return [];
  return [{ specifier: origin.module, name: origin.path.split('.')[0] || '*' }];
}

/** What the file gives on from another under these names. */
function listPassedOn(file: SourceFile, names: readonly string[]): SymbolRef[] {
  return getExports(file).flatMap(({ name, from }) => {
    if (!from) return [];
    if (name === '*') return names.map((one) => ({ specifier: from.specifier, name: one }));
    return names.includes(name) ? [from] : [];
  });
}

function findHeld(call: Call, origin: Origin | null): HeldKind | null {
  if (origin) {
    const key = `${origin.module}#${origin.path}`;
    const row = call.type === 'NewExpression' ? HOLDING_CLASSES.get(key) : HOLDING_CALLS.get(key);
    if (row) return row;
    if (DATABASE_MODULES.has(origin.module) && OPENS_DATABASE.test(origin.path || 'default')) return 'database';
  }
  const callee = unwrap(call.callee);
  const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
  if (method === null || call.type !== 'CallExpression') return null;
  const known = HOLDING_METHODS.get(method);
  if (known) return known;
  const [first, second] = call.arguments;
  const isBegin = BEGIN_SQL.test(getStaticString(first) ?? '');
  return isBegin || (BEGINS_TRANSACTION.has(method) && getStaticString(second) === 'readwrite') ? 'transaction' : null;
}

/** May the call reach something that outlives the thread? Other files of the project answer for themselves. */
function reachesOut(call: Call, origin: Origin | null): boolean {
  if (!origin) return false;
  const { module, path } = origin;
  if (module === '') {
    if (path === 'fetch') return !isReading(call);
    return OUTSIDE.test(path);
  }
  if (module === 'fs' || module === 'fs/promises') return !READS_ONLY.test(path);
  if (isBuiltin(module)) return !PURE_MODULES.has(module);
  return !isOfProject(module) && !PURE_PACKAGES.test(module);
}

/** `./x`, `#x`; what an alias leads to is found by whoever follows it. */
function isOfProject(module: string): boolean {
  return /^[./#~]|^@\//.test(module);
}

function isReading(call: Call): boolean {
  const options = call.arguments[1];
  if (!options) return true;
  const method = options.type === 'ObjectExpression' ? findProperty(options, 'method') : options;
  return method === null || READING_METHOD.test(getStaticString(method) ?? '');
}

/** `process.on('exit', …)` in the worker: it never runs after a kill (facts 1a). */
function isExitHandler(call: Call, origin: Origin | null): boolean {
  const [object, method = ''] = origin?.module === '' ? origin.path.split('.') : [];
  if (object !== 'process' || !ADD_LISTENER.has(method)) return false;
  return /^(?:exit|beforeExit)$/.test(getStaticString(call.arguments[0]) ?? '');
}

function cleansUp(file: SourceFile, block: Node): boolean {
  for (const node of walk(file.code, block)) {
    if (node.type !== 'CallExpression') continue;
    const callee = unwrap(node.callee);
    const origin = findOrigin(file, callee);
    if (origin && origin.module !== '' && reachesOut(node, origin)) return true;
    const name = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (name !== null && CLEANS_UP.test(name)) return true;
    if (callee.type === 'Identifier' && CLEANS_UP.test(callee.name)) return true;
  }
  return false;
}

/** `for (…) parentPort.postMessage(row)` */
function isPostInLoop(node: Node): boolean {
  if (node.type !== 'CallExpression') return false;
  const callee = unwrap(node.callee);
  const name =
    callee.type === 'MemberExpression' ? getPropertyName(callee) : callee.type === 'Identifier' && callee.name;
  if (name !== 'postMessage') return false;
  for (let outer: Node | undefined = node.parent; outer && !isFunction(outer); outer = outer.parent)
    if (isLoop(outer)) return true;
  return false;
}
