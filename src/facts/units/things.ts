import {
  ADDS_ELEMENT,
  COLLECTION_TYPE,
  KEEPS_ELEMENTS,
  PASSES_ELEMENTS,
  TAKES_ELEMENT,
} from '../../knowledge/unit-words.ts';
import { RETURNS_ITSELF, runningThings, type RunningKind, type RunningRow } from '../../knowledge/running-things.ts';
import { findDeclaredType } from '../../semantics/declared-types.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import { getReturns } from '../../semantics/functions.ts';
import { getPropertySources } from '../../semantics/members.ts';
import { getMember, type Origin } from '../../semantics/module-path.ts';
import { findOrigin, findTypeOrigin } from '../../semantics/origin.ts';
import { findRow, getRowKey, getWordsOf, type RowIndex } from '../../semantics/row-index.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { findPoolRow, findWorkerRow, mayMakePools } from '../../semantics/rows.ts';
import { isWorkerImport } from '../../semantics/worker-import.ts';
import { listWrites } from '../../semantics/writes.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, isFunction, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree, Variable } from '../../source/types.ts';
import { holdsAny } from '../../source/text-gate.ts';
import { findVariable } from '../../source/variables.ts';

/** Something that runs on its own: what it is, and where the file starts it. */
export interface Thing {
  readonly kind: 'worker' | 'pool' | RunningKind;
  /** Of a worker; null where it cannot be told, `node` for all others. */
  readonly platform: 'node' | 'web' | null;
  /** The call or `new` that starts it; null where a type alone tells, or another file. */
  readonly start: Node | null;
  /** Of the thing itself, not of workers and pools. */
  readonly row: RunningRow | null;
}

const makers: RowIndex<RunningRow> = new Map(
  runningThings.flatMap((row) => row.makers.map((name) => [getRowKey(row.module, name), row] as const)),
);
const MAKER_WORDS = [...getWordsOf(makers), 'promisify'];
const types: RowIndex<RunningRow> = new Map(
  runningThings.flatMap((row) =>
    [...(row.method ? [] : row.makers), ...(row.types ?? [])].map(
      (name) => [getRowKey(row.module, name), row] as const,
    ),
  ),
);
/** What is called on what a maker gives, to start it. */
const METHODS: ReadonlySet<string | undefined> = new Set(runningThings.map(({ method }) => method));
const MAX_STEPS = 200;
const MAX_ELEMENTS = 3;

const getCache = oncePerFile(() => new Map<Node, Thing | null>());

/**
 * The worker, pool, child process, server or consumer of jobs that an expression is. A worker's name alone is no evidence
 * here. Looks through variables, fields, collections, factories of the file and types.
 */
export function findThing(file: SourceFile, expression: Node): Thing | null {
  const cache = getCache(file);
  const node = unwrap(expression);
  const known = cache.get(node);
  if (known !== undefined) return known;
  cache.set(node, null);
  // Where it is made is worth more than its type.
  const found = new Tracer(file).trace(node, 0) ?? findByHandle(file, node);
  cache.set(node, found);
  return found;
}

function findByHandle(file: SourceFile, node: Node): Thing | null {
  const handle = findHandle(file, node);
  if (!handle || handle.evidence === 'name') return null;
  return { kind: handle.kind, platform: handle.platform, start: handle.creation, row: null };
}

/** A thing with the place that starts it. */
export type StartedThing = Thing & { readonly start: Node };

/** Every place of the file that starts something, in source order. */
export const getStartedThings = oncePerFile((file): readonly StartedThing[] => {
  const tracer = new Tracer(file);
  // A call alone starts what a library makes.
  const calls = holdsAny(file, MAKER_WORDS) || mayMakePools(file) ? getNodes(file.code, 'CallExpression') : [];
  return [...getNodes(file.code, 'NewExpression'), ...calls]
    .flatMap((node) => {
      const found = tracer.readStart(node);
      return found ? [{ ...found, start: node }] : [];
    })
    .sort((a, b) => a.start.range[0] - b.start.range[0]);
});

class Tracer {
  private readonly file: SourceFile;
  /** By the collections around it: what was asked for once has nothing new to say on another way. */
  private readonly asked = Array.from({ length: MAX_ELEMENTS + 1 }, () => new Set<Node>());
  private steps = 0;

  constructor(file: SourceFile) {
    this.file = file;
  }

  /** `elements` counts the collections around the value that is asked for. */
  trace(expression: Node | null | undefined, elements: number): Thing | null {
    if (!expression) return null;
    const node = unwrap(expression);
    const asked = this.asked[elements];
    if (!asked || asked.has(node) || ++this.steps > MAX_STEPS) return null;
    asked.add(node);
    return this.traceNode(node, elements);
  }

  /** The thing that this very call or `new` starts. */
  readStart(node: TSESTree.CallExpression | TSESTree.NewExpression): Thing | null {
    const origin = findOrigin(this.file, node.callee);
    const row = origin && findRow(this.file, makers, origin);
    if (row && !row.method) return toThing(row, node);
    const worker = node.type === 'NewExpression' ? findWorkerRow(this.file, node) : null;
    if (worker) return { kind: 'worker', platform: worker.platform, start: node, row: null };
    if (node.type === 'NewExpression' && origin && isWorkerImport(origin))
      return { kind: 'worker', platform: 'web', start: node, row: null };
    if (findPoolRow(this.file, node)) return { kind: 'pool', platform: 'node', start: node, row: null };
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression') return null;
    const method = getPropertyName(callee);
    const made = method === null ? null : this.findMaker(callee.object, method);
    return made && toThing(made, node);
  }

  /** The row whose maker gave the object that has the method. */
  private findMaker(object: Node, method: string): RunningRow | null {
    if (!METHODS.has(method)) return null;
    const variable = object.type === 'Identifier' ? findVariable(this.file, object) : null;
    const values = variable ? listWrites(variable, []).flatMap(({ value }) => value ?? []) : [unwrap(object)];
    for (const value of values) {
      if (value.type !== 'CallExpression' && value.type !== 'NewExpression') continue;
      const origin = findOrigin(this.file, value.callee);
      const row = origin && findRow(this.file, makers, origin);
      if (row?.method === method) return row;
    }
    return null;
  }

  private traceNode(node: Node, elements: number): Thing | null {
    switch (node.type) {
      case 'AwaitExpression':
        return this.trace(node.argument, elements);
      case 'AssignmentExpression':
        return this.trace(node.right, elements);
      case 'LogicalExpression':
        return this.trace(node.left, elements) ?? this.trace(node.right, elements);
      case 'ConditionalExpression':
        return this.trace(node.consequent, elements) ?? this.trace(node.alternate, elements);
      case 'ArrayExpression':
        return this.first(node.elements, (one) =>
          one?.type === 'SpreadElement' ? this.trace(one.argument, elements) : this.trace(one, elements - 1),
        );
      case 'NewExpression':
        if (elements > 0) return this.trace(node.arguments[0], elements);
        return this.readStart(node);
      case 'CallExpression':
        return this.traceCall(node, elements);
      case 'Identifier':
        return this.traceName(node, elements);
      case 'MemberExpression':
        return this.traceMember(node, elements);
      default:
        return null;
    }
  }

  private traceCall(node: TSESTree.CallExpression, elements: number): Thing | null {
    const own = elements === 0 ? this.readStart(node) : null;
    if (own) return own;
    const callee = unwrap(node.callee);
    const method = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (callee.type === 'MemberExpression' && method !== null) {
      if (RETURNS_ITSELF.has(method)) return this.trace(callee.object, elements);
      if (TAKES_ELEMENT.test(method)) return this.trace(callee.object, elements + 1);
      if (elements > 0 && KEEPS_ELEMENTS.test(method)) return this.trace(callee.object, elements);
      if (elements > 0 && (method === 'map' || method === 'from')) {
        const mapper = node.arguments[method === 'map' ? 0 : 1];
        return isFunction(mapper)
          ? this.first(getReturns(this.file, mapper), (value) => this.trace(value, elements - 1))
          : this.trace(method === 'map' ? callee.object : node.arguments[0], elements);
      }
      if (method === 'values' || method === 'entries') return this.trace(node.arguments[0], elements);
    }
    return this.first(getOwnFunctions(this.file, callee), (fn) =>
      this.first(getReturns(this.file, fn), (value) => this.trace(value, elements)),
    );
  }

  private traceName(node: TSESTree.Identifier, elements: number): Thing | null {
    const variable = findVariable(this.file, node);
    if (!variable) return null;
    return (
      this.traceParameter(variable, elements) ??
      this.first(listWrites(variable, []), ({ value, names }) =>
        names.length > 0 && names.some((name) => name !== '*') ? null : this.trace(value, elements + names.length),
      ) ??
      (elements > 0 ? this.traceAdded(variable, elements - 1) : null) ??
      this.traceTypes(variable, elements)
    );
  }

  private traceTypes({ defs }: Variable, elements: number): Thing | null {
    return this.first(defs, ({ name }) => {
      const type = findDeclaredType(this.file, name);
      return type && this.traceType(type, elements);
    });
  }

  /** `workers.forEach((worker) => …)`; what callers in the file pass is not asked. */
  private traceParameter({ defs }: Variable, elements: number): Thing | null {
    const [definition] = defs;
    const fn = definition?.type === 'Parameter' ? (definition.node as Node) : null;
    const call = isFunction(fn) && fn.params[0] === definition?.name ? fn.parent : null;
    const callee = call?.type === 'CallExpression' && call.arguments[0] === fn ? unwrap(call.callee) : null;
    if (callee?.type !== 'MemberExpression') return null;
    return PASSES_ELEMENTS.test(getPropertyName(callee) ?? '') ? this.trace(callee.object, elements + 1) : null;
  }

  /** `list.push(value)`, `map.set(key, value)`, `list[i] = value` */
  private traceAdded({ references }: Variable, elements: number): Thing | null {
    return this.first(references, ({ identifier }) => {
      const member = (identifier as Node).parent;
      if (member?.type !== 'MemberExpression' || member.object !== identifier) return null;
      const outer = member.parent;
      if (outer.type === 'AssignmentExpression' && outer.left === member) return this.trace(outer.right, elements);
      if (outer.type !== 'CallExpression' || outer.callee !== member) return null;
      const method = getPropertyName(member) ?? '';
      return ADDS_ELEMENT.test(method)
        ? this.trace(outer.arguments[0], elements)
        : method === 'set'
          ? this.trace(outer.arguments[1], elements)
          : null;
    });
  }

  private traceMember(node: TSESTree.MemberExpression, elements: number): Thing | null {
    const name = getPropertyName(node);
    if (name === null) return this.trace(node.object, elements + 1);
    const { types: declared, values, elements: added } = getPropertySources(this.file, node.object, name);
    return (
      this.first(values, (value) => this.trace(value, elements)) ??
      (elements > 0 ? this.first(added, (value) => this.trace(value, elements - 1)) : null) ??
      this.first(declared, (type) => this.traceType(type, elements))
    );
  }

  private traceType(type: TSESTree.TypeNode, elements: number): Thing | null {
    if (type.type === 'TSUnionType') return this.first(type.types, (part) => this.traceType(part, elements));
    if (type.type === 'TSArrayType') return this.traceType(type.elementType, elements - 1);
    if (type.type !== 'TSTypeReference') return null;
    const origin: Origin | null = findTypeOrigin(this.file, type.typeName);
    const row = origin && elements === 0 ? findRow(this.file, types, origin) : null;
    if (row) return toThing(row, null);
    const last = type.typeArguments?.params.at(-1);
    if (!last || origin?.module !== '') return null;
    if (origin.path === 'ReturnType' && last.type === 'TSTypeQuery') return this.traceReturnType(last, elements);
    return COLLECTION_TYPE.test(origin.path) ? this.traceType(last, elements - 1) : null;
  }

  /** `ReturnType<typeof spawn>` */
  private traceReturnType({ exprName }: TSESTree.TSTypeQuery, elements: number): Thing | null {
    const origin = elements === 0 ? findTypeOrigin(this.file, exprName) : null;
    const row = origin && findRow(this.file, makers, getMember({ ...origin, path: '' }, origin.path));
    return row && !row.method ? toThing(row, null) : null;
  }

  private first<T>(list: readonly T[], ask: (one: T) => Thing | null): Thing | null {
    for (const one of list) {
      const found = ask(one);
      if (found) return found;
    }
    return null;
  }
}

function toThing(row: RunningRow, start: Node | null): Thing {
  return { kind: row.kind, platform: 'node', start, row };
}
