import { getPropertyName, isFunction, isNullish, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { nodeModules } from '../../knowledge/node-modules.ts';
import type { PoolRow, WorkerRow } from '../../knowledge/types.ts';
import { findClass, isClass, listLineage, type ClassNode } from '../../semantics/class-members.ts';
import { getExports, isExportsObject, type ModuleRef } from '../../semantics/exports.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import type { MadeRef } from '../../semantics/handle.ts';
import { isOwnModule } from '../../semantics/imported.ts';
import { getReturns } from '../../semantics/functions.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { findHandleRow, findPoolRow, findWorkerRow } from '../../semantics/rows.ts';
import { isWorkerImport } from '../../semantics/worker-import.ts';
import { getMethodKills, type MethodKills } from './method-kills.ts';
import { findVariable } from '../../source/variables.ts';

/** A worker, a pool, or something whose methods end workers, as one file tells it. */
export interface MadeValue extends MethodKills {
  /** What the value is, what its call gives, or what `new` makes of it. */
  readonly by: MadeBy;
  readonly isWorker: boolean;
  /** Of a worker; null where the platform cannot be told. */
  readonly platform: 'node' | 'web' | null;
  /** The library (the module of its row) whose pool it is. */
  readonly pool: string | null;
  /** What it is besides, where another file knows that: the class that it extends, or what it was made by. */
  readonly parent: MadeRef | null;
}

type MadeBy = MadeRef['by'];

const NOTHING: Omit<MadeValue, 'by'> = {
  ...{ isWorker: false, platform: null, pool: null, parent: null },
  ...{ kills: [], gentle: [], open: [], runs: [], all: [] },
};
const MAX_DEPTH = 8;

/** What an expression, class or function of the file gives; null where that is nothing of ours. */
export function findMadeValue(file: SourceFile, node: Node): MadeValue | null {
  const made = new MadeReader(file).read(node, 0);
  if (!made) return null;
  return isSure(made) || made.parent !== null || made.open.length > 0 ? made : null;
}

/** Is it something of ours, whatever other files tell? */
export function isSure({ isWorker, pool, kills, gentle }: MadeValue): boolean {
  return isWorker || pool !== null || kills.length > 0 || gentle.length > 0;
}

/** What is imported by a bundler's name for the class of a worker. */
export function findBundledWorker({ specifier, name }: ModuleRef): MadeValue | null {
  return isWorkerImport({ module: specifier, path: name }) ? toMade('new', { isWorker: true, platform: 'web' }) : null;
}

class MadeReader {
  private readonly file: SourceFile;

  constructor(file: SourceFile) {
    this.file = file;
  }

  read(expression: Node, depth: number): MadeValue | null {
    if (depth > MAX_DEPTH) return null;
    const node = unwrap(expression);
    const next = (to: Node | null | undefined): MadeValue | null => (to ? this.read(to, depth + 1) : null);
    if (isClass(node)) return this.readClass(node);
    if (isFunction(node)) return node.generator ? null : this.readReturns(node, depth);
    switch (node.type) {
      case 'AwaitExpression':
      case 'YieldExpression':
        return next(node.argument);
      case 'AssignmentExpression':
        return next(node.right);
      case 'LogicalExpression':
        return next(node.left) ?? next(node.right);
      case 'ConditionalExpression':
        return next(node.consequent) ?? next(node.alternate);
      case 'ObjectExpression':
        return toMade('value', getMethodKills(this.file, node));
      case 'NewExpression':
        return this.readNew(node, depth);
      case 'CallExpression':
        return this.readCall(node, depth);
      case 'Identifier':
        return this.readImported(node, 'value') ?? this.readName(node, depth) ?? this.readHandle(node);
      case 'MemberExpression':
        return this.readImported(node, 'value') ?? this.readMember(node, depth) ?? this.readHandle(node);
      default:
        return null;
    }
  }

  private readClass(node: ClassNode): MadeValue {
    const methods = getMethodKills(this.file, node);
    const parent = listLineage(this.file, node).at(-1)?.superClass;
    const row = parent ? findHandleRow(this.file, parent, false) : null;
    const inherited = row ? toMade('value', toKind(row)) : parent && this.readImported(parent, 'new');
    const { isWorker, platform, pool, parent: ref } = inherited ?? NOTHING;
    return { ...methods, by: 'new', isWorker, platform, pool, parent: ref };
  }

  private readNew(node: TSESTree.NewExpression, depth: number): MadeValue | null {
    if (node.callee.type === 'Identifier' && node.callee.name === 'Promise') return this.readExecutor(node, depth);
    const own = findClass(this.file, node.callee);
    if (own) return give(this.readClass(own), 'new');
    const row = findWorkerRow(this.file, node) ?? findPoolRow(this.file, node);
    return row ? toMade('value', toKind(row)) : this.readImported(node.callee, 'new');
  }

  /** `new Promise((resolve) => { …; resolve(worker); })` */
  private readExecutor({ arguments: [executor] }: TSESTree.NewExpression, depth: number): MadeValue | null {
    const resolve = isFunction(executor) ? executor.params[0] : undefined;
    const variable =
      resolve?.type === 'Identifier' ? this.file.code.scopeManager?.getDeclaredVariables(executor as Node) : [];
    const calls = (variable ?? [])
      .filter(({ defs }) => defs[0]?.name === resolve)
      .flatMap(({ references }) => references);
    return first(calls, ({ identifier }) => {
      const { parent } = identifier;
      const value = parent?.type === 'CallExpression' && parent.callee === identifier ? parent.arguments[0] : null;
      return value ? this.read(value, depth + 1) : null;
    });
  }

  private readCall(node: TSESTree.CallExpression, depth: number): MadeValue | null {
    const pool = findPoolRow(this.file, node);
    if (pool) return toMade('value', toKind(pool));
    const callee = unwrap(node.callee);
    const isFrozen = callee.type === 'MemberExpression' && getPropertyName(callee) === 'freeze';
    if (isFrozen && node.arguments[0]) return this.read(node.arguments[0], depth + 1);
    const own = callee.type === 'Identifier' ? getOwnFunctions(this.file, callee) : isFunction(callee) ? [callee] : [];
    const made = first(own, (fn) => give(this.readReturns(fn, depth), 'call'));
    return made ?? this.readImported(callee, 'call') ?? this.readHandle(node);
  }

  private readReturns(fn: FunctionNode, depth: number): MadeValue | null {
    return first(getReturns(this.file, fn), (value) => give(this.read(value, depth + 1), 'value', 'call'));
  }

  /** The declaration of a name, or the values that it is given; the name of a parameter tells nothing. */
  private readName(node: TSESTree.Identifier, depth: number): MadeValue | null {
    const variable = findVariable(this.file, node);
    const definition = variable?.defs[0];
    if (!variable || !definition) return null;
    const declared = definition.node as Node;
    if (definition.type === 'ClassName' || definition.type === 'FunctionName') return this.read(declared, depth + 1);
    const values = variable.references.flatMap(({ writeExpr, identifier }) => {
      const isWhole =
        identifier.parent?.type === 'VariableDeclarator' || identifier.parent?.type === 'AssignmentExpression';
      return isWhole && writeExpr ? [writeExpr] : [];
    });
    return first(values, (value) => (isNullish(value) ? null : this.read(value, depth + 1)));
  }

  /** `exports.x`, and a property of an object of the file. */
  private readMember(node: TSESTree.MemberExpression, depth: number): MadeValue | null {
    const name = getPropertyName(node);
    if (!isExportsObject(node.object)) return null;
    const own = getExports(this.file).filter((one) => one.name === name);
    return first(own, ({ node: value }) => (value ? this.read(value, depth + 1) : null));
  }

  /** What is a worker or pool by more than its name. */
  private readHandle(node: Node): MadeValue | null {
    const handle = findHandle(this.file, node);
    if (!handle || handle.evidence === 'name') return null;
    if (handle.row) return toMade('value', toKind(handle.row));
    return handle.kind === 'worker' ? toMade('value', { isWorker: true, platform: handle.platform }) : null;
  }

  /** Another file's value, to be linked; what a bundler makes of an import is known already. */
  private readImported(node: Node, by: MadeBy): MadeValue | null {
    const origin = findOrigin(this.file, node);
    if (!origin || origin.module === '') return null;
    // Of a package no more than its classes can be of this project: those of a workspace.
    if (nodeModules.has(origin.module) || (by !== 'new' && !isOwnModule(origin.module))) return null;
    const ref = { specifier: origin.module, name: origin.path || '*' };
    const bundled = findBundledWorker(ref);
    if (bundled) return by === 'value' ? bundled : give(bundled, by);
    return toMade('value', { parent: { ...ref, by } });
  }
}

function toMade(by: MadeBy, made: Partial<MadeValue>): MadeValue {
  return { ...NOTHING, ...made, by };
}

function toKind(row: WorkerRow | PoolRow): Partial<MadeValue> {
  return 'platform' in row ? { isWorker: true, platform: row.platform } : { pool: row.module };
}

/** What is left when a value is called, constructed or handed back. */
function give(made: MadeValue | null, by: MadeBy, as: MadeBy = 'value'): MadeValue | null {
  return made?.by === by ? { ...made, by: as } : null;
}

/** The first that is of ours for sure, else the first that other files may know. */
function first<T>(values: readonly T[], read: (value: T) => MadeValue | null): MadeValue | null {
  let other: MadeValue | null = null;
  for (const value of values) {
    const made = read(value);
    if (made && isSure(made)) return made;
    other ??= made;
  }
  return other;
}
