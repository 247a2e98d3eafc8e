import { getNodes, walk } from '../../source/node-index.ts';
import { findEnclosingFunction, findFunctionName, getPropertyName, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import {
  findThisOwner,
  getMethods,
  isClass,
  listLineage,
  type ClassNode,
  type MethodOwner,
} from '../../semantics/class-members.ts';
import { getOwnFunctions } from '../../semantics/functions.ts';
import { findHandleRow } from '../../semantics/rows.ts';
import { getKills, isKillOf, type Kill } from './kills.ts';
import { isStopName } from './life-cycle.ts';
import { isHarmfulKill, isUnexpectedKill } from './unexpected-kill.ts';

/** A method that ends workers at once. */
export interface KillMethod {
  readonly method: string;
  /** Of the kill, from 1. */
  readonly line: number;
  /** Where the method is inherited from, relative to the root. */
  readonly file?: string;
}

/** A method that calls one which the class has from another file. */
export interface InheritedCall {
  readonly method: string;
  readonly calls: string;
  /** Of the call, from 1. */
  readonly line: number;
  /** May workers be in the middle of something by then? */
  readonly isUnexpected: boolean;
}

/** What the methods of a class or object do to its workers; told as the rule tells it inside of the file. */
export interface MethodKills {
  /** Those that end workers at once. */
  readonly kills: readonly KillMethod[];
  /** Those that end workers after a wait, a request or a look at whether they are busy. */
  readonly gentle: readonly string[];
  /** Those that promise a result. */
  readonly runs: readonly string[];
  readonly all: readonly string[];
  readonly inherited: readonly InheritedCall[];
}

/** What a call of a function does: the line of the first kill that may hit work, null where each has been excused. */
interface Ends {
  readonly line: number | null;
}

/** The methods that can be called from outside, with their kills, and those of what they call in this file. */
export function getMethodKills(file: SourceFile, owner: MethodOwner): MethodKills {
  const methods = [...getMethods(file, owner)].filter(([name]) => !name.startsWith('#'));
  const judge = new KillJudge(file, owner);
  const ends = methods.map(([method, fn]) => ({ method, fn, ends: judge.findEnds(fn) }));
  const gentle = ends.flatMap(({ method, ends: found }) => (found?.line === null ? [method] : []));
  return {
    kills: ends.flatMap(({ method, ends: found }) => (found?.line ? [{ method, line: found.line }] : [])),
    gentle,
    runs: ends.flatMap(({ method, fn, ends: found }) => {
      const isEnd = found !== null && (found.line !== null || isStopName(method));
      return !isEnd && promises(file, fn) ? [method] : [];
    }),
    all: methods.map(([method]) => method),
    inherited: ends.flatMap(({ method, fn, ends: found }) => {
      return found?.line ? [] : judge.getInheritedCalls(fn).map((call) => ({ method, ...call }));
    }),
  };
}

class KillJudge {
  private readonly file: SourceFile;
  private readonly owner: MethodOwner;
  private readonly known = new Map<FunctionNode, Ends | null>();

  constructor(file: SourceFile, owner: MethodOwner) {
    this.file = file;
    this.owner = owner;
  }

  findEnds(fn: FunctionNode): Ends | null {
    const known = this.known.get(fn);
    if (known !== undefined) return known;
    // A function that calls itself adds nothing to what it does.
    this.known.set(fn, null);
    const { kills, calls } = getCode(this.file).get(fn) ?? { kills: [], calls: [] };
    const ends = [
      ...kills.map((kill): Ends => toEnds(kill.node, isHarmfulKill(this.file, kill, true))),
      ...calls.flatMap((call) => this.findEndsOfCall(call) ?? []),
    ];
    const found = ends.find(({ line }) => line !== null) ?? ends[0] ?? null;
    this.known.set(fn, found);
    return found;
  }

  /** Calls of methods that no class of this file has. */
  getInheritedCalls(fn: FunctionNode): Omit<InheritedCall, 'method'>[] {
    return (getCode(this.file).get(fn)?.calls ?? []).flatMap((call) => {
      const calls = getOwnMethod(call);
      if (calls === null || !isStopName(calls) || this.findCallees(call).length > 0) return [];
      return [{ calls, line: call.loc.start.line, isUnexpected: this.isUnexpected(call) }];
    });
  }

  private findEndsOfCall(call: TSESTree.CallExpression): Ends | null {
    const callees = this.findCallees(call);
    const method = getOwnMethod(call);
    if (callees.length === 0 && method !== null && isOfSuper(call)) {
      const owner = findThisOwner(call);
      const row = isClass(owner) && owner.superClass ? findHandleRow(this.file, owner.superClass, false) : null;
      return row && isKillOf(row, method, call) ? toEnds(call, this.isUnexpected(call)) : null;
    }
    for (const callee of callees) {
      const ends = this.findEnds(callee);
      if (ends) return ends.line !== null && this.isUnexpected(call) ? ends : { line: null };
    }
    return null;
  }

  /** `this.x()` is a method of the class that is asked about, which may be a child of the one that it is written in. */
  private findCallees(call: TSESTree.CallExpression): readonly FunctionNode[] {
    const method = getOwnMethod(call);
    if (method === null) return call.callee.type === 'Identifier' ? getOwnFunctions(this.file, call.callee) : [];
    const here = findThisOwner(call);
    if (!here) return [];
    const parent = isOfSuper(call) && isClass(here) ? listLineage(this.file, here)[1] : this.getReceiver(here);
    const found = parent && getMethods(this.file, parent).get(method);
    return found ? [found] : [];
  }

  private getReceiver(here: MethodOwner): MethodOwner {
    const isChild = isClass(this.owner) && listLineage(this.file, this.owner).includes(here as ClassNode);
    return isChild ? this.owner : here;
  }

  private isUnexpected(call: TSESTree.CallExpression): boolean {
    const callee = unwrap(call.callee);
    return isUnexpectedKill(
      this.file,
      { node: call, target: callee.type === 'MemberExpression' ? callee.object : callee },
      true,
    );
  }
}

function toEnds(kill: Node, isHarmful: boolean): Ends {
  return { line: isHarmful ? kill.loc.start.line : null };
}

interface OwnCode {
  readonly kills: Kill[];
  readonly calls: TSESTree.CallExpression[];
}

/** The kills and calls of the file by the function that makes them when it is called. */
const getCode = oncePerFile((file) => {
  const code = new Map<FunctionNode, OwnCode>();
  const at = (node: Node): OwnCode | null => {
    const fn = findRunningFunction(node);
    if (!fn) return null;
    let entry = code.get(fn);
    if (!entry) code.set(fn, (entry = { kills: [], calls: [] }));
    return entry;
  };
  const kills = getKills(file);
  for (const kill of kills) at(kill.node)?.kills.push(kill);
  const known = new Set<Node>(kills.map(({ node }) => node));
  for (const call of getNodes(file.code, 'CallExpression')) if (!known.has(call)) at(call)?.calls.push(call);
  return code;
});

/** The function that a node runs with: callbacks run with what they are handed over in. */
function findRunningFunction(node: Node): FunctionNode | null {
  let fn = findEnclosingFunction(node);
  while (fn && findFunctionName(fn) === null && isHandedOver(fn)) fn = findEnclosingFunction(fn);
  return fn;
}

function isHandedOver({ parent }: FunctionNode): boolean {
  return parent.type === 'CallExpression' || parent.type === 'NewExpression';
}

/** `x` of `this.x()` and `super.x()`. */
function getOwnMethod(call: TSESTree.CallExpression): string | null {
  const callee = unwrap(call.callee);
  if (callee.type !== 'MemberExpression') return null;
  return callee.object.type === 'Super' || unwrap(callee.object).type === 'ThisExpression'
    ? getPropertyName(callee)
    : null;
}

function isOfSuper(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  return callee.type === 'MemberExpression' && callee.object.type === 'Super';
}

function promises({ code }: SourceFile, fn: FunctionNode): boolean {
  if (fn.async) return true;
  for (const node of walk(code, fn)) {
    if (node.type === 'Identifier' && (node.name === 'Promise' || node.name === 'withResolvers')) return true;
  }
  return false;
}
