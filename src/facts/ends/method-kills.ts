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
import { findImportOf } from '../../semantics/find-handle.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import type { MadeRef } from '../../semantics/handle.ts';
import { findHandleRow } from '../../semantics/rows.ts';
import { getKillMethods, getKills, isKillOf, type Kill } from './kills.ts';
import { isStopName } from './life-cycle.ts';
import { isHarmfulKill, isUnexpectedKill } from './unexpected-kill.ts';

/** A method that ends workers at once. */
export interface KillMethod {
  readonly method: string;
  /** Of the kill, from 1. */
  readonly line: number;
  /** Where the kill is, relative to the root, when it is in another file. */
  readonly file?: string;
}

/** A call that ends workers if what it is called on, which another file knows, is a worker, a pool or an owner of some. */
interface OpenEnd {
  /** The value of another file; `parent` for a method that the class has from there. */
  readonly on: MadeRef | 'parent';
  readonly calls: string;
  /** Is it a worker by its name, as long as the other file says nothing else? */
  readonly byName: boolean;
  /** The position of an argument that is `true`, which forces the kill with some pools; -1 where there is none. */
  readonly force: number;
}

interface End {
  readonly line: number;
  /** May workers be in the middle of something by then? */
  readonly isUnexpected: boolean;
  readonly open: OpenEnd | null;
}

export interface OpenKill extends OpenEnd, KillMethod {
  readonly isUnexpected: boolean;
}

/** What the methods of a class or object do to its workers; told as the rule tells it inside of the file. */
export interface MethodKills {
  /** Those that end workers at once. */
  readonly kills: readonly KillMethod[];
  /** Those that end workers after a wait, a request or a look at whether they are busy. */
  readonly gentle: readonly string[];
  /** Those that are one of both only with what other files tell. */
  readonly open: readonly OpenKill[];
  /** Those that promise a result. */
  readonly runs: readonly string[];
  readonly all: readonly string[];
}

/** The methods that can be called from outside, with the kills of all that they call in this file. */
export function getMethodKills(file: SourceFile, owner: MethodOwner): MethodKills {
  const methods = [...getMethods(file, owner)].filter(([name]) => !name.startsWith('#'));
  const judge = new KillJudge(file, owner);
  const kills: KillMethod[] = [];
  const gentle: string[] = [];
  const open: OpenKill[] = [];
  const runs: string[] = [];
  for (const [method, fn] of methods) {
    const ends = judge.getEnds(fn);
    const sure = ends.filter((end) => end.open === null);
    const kill = sure.find(({ isUnexpected }) => isUnexpected);
    if (kill) kills.push({ method, line: kill.line });
    else {
      // A `terminate` of its own that kills nothing is not that of a worker.
      if (sure.length > 0 || (method === 'terminate' && ends.length === 0)) gentle.push(method);
      for (const { line, isUnexpected, open: end } of ends) if (end) open.push({ method, line, isUnexpected, ...end });
      if (!(ends.length > 0 && isStopName(method)) && promises(file, fn)) runs.push(method);
    }
  }
  return { kills, gentle, open, runs, all: methods.map(([method]) => method) };
}

class KillJudge {
  private readonly file: SourceFile;
  private readonly owner: MethodOwner;
  private readonly known = new Map<FunctionNode, readonly End[]>();

  constructor(file: SourceFile, owner: MethodOwner) {
    this.file = file;
    this.owner = owner;
  }

  /** The kills of a function and of what it calls, each place once. */
  getEnds(fn: FunctionNode): readonly End[] {
    const known = this.known.get(fn);
    if (known) return known;
    // A function that calls itself adds nothing to what it does.
    this.known.set(fn, []);
    const ends = new Map<string, End>();
    for (const end of this.listEnds(fn)) {
      const key = `${end.line} ${end.open?.calls ?? ''}`;
      if (!ends.get(key)?.isUnexpected) ends.set(key, end);
    }
    const found = [...ends.values()];
    this.known.set(fn, found);
    return found;
  }

  private listEnds(fn: FunctionNode): End[] {
    const { kills, calls } = getCode(this.file).get(fn) ?? { kills: [], calls: [] };
    return [
      ...kills.map((kill) => toEnd(kill.node, isHarmfulKill(this.file, kill, true, true))),
      ...calls.flatMap((call) => this.listEndsOfCall(call)),
    ];
  }

  private listEndsOfCall(call: TSESTree.CallExpression): readonly End[] {
    const callees = this.findCallees(call);
    const method = getOwnMethod(call);
    if (callees.length === 0) return method === null ? this.listImported(call) : this.listInherited(call, method);
    const ends = callees.flatMap((callee) => this.getEnds(callee));
    return ends.length === 0 || this.isUnexpected(call) ? ends : ends.map((end) => ({ ...end, isUnexpected: false }));
  }

  /** A call of a method that no class of this file has. */
  private listInherited(call: TSESTree.CallExpression, calls: string): End[] {
    const here = findThisOwner(call);
    const parent = isClass(here) ? listLineage(this.file, here).at(-1)?.superClass : null;
    if (!parent) return [];
    const row = findHandleRow(this.file, parent, false);
    if (row) return isKillOf(row, calls, call) ? [toEnd(call, this.isUnexpected(call))] : [];
    if (!isStopName(calls)) return [];
    return [toEnd(call, this.isUnexpected(call), { on: 'parent', calls, byName: false, force: getForce(call) })];
  }

  /** A call on what another file made. */
  private listImported(call: TSESTree.CallExpression): End[] {
    const callee = unwrap(call.callee);
    const calls = callee.type === 'MemberExpression' ? getPropertyName(callee) : null;
    if (callee.type !== 'MemberExpression' || calls === null || !getKillMethods(this.file).has(calls)) return [];
    const on = findImportOf(this.file, callee.object);
    if (!on) return [];
    const byName = getKills(this.file).some(({ node }) => node === call);
    return [toEnd(call, this.isUnexpected(call), { on, calls, byName, force: getForce(call) })];
  }

  /** `this.x()` is a method of the class that is asked about, which may be a child of the one that it is written in. */
  private findCallees(call: TSESTree.CallExpression): readonly FunctionNode[] {
    const method = getOwnMethod(call);
    if (method === null) return call.callee.type === 'Identifier' ? getOwnFunctions(this.file, call.callee) : [];
    const here = findThisOwner(call);
    if (!here) return [];
    const receiver = isOfSuper(call) && isClass(here) ? listLineage(this.file, here)[1] : this.getReceiver(here);
    const found = receiver && getMethods(this.file, receiver).get(method);
    return found ? [found] : [];
  }

  private getReceiver(here: MethodOwner): MethodOwner {
    const isChild = isClass(this.owner) && listLineage(this.file, this.owner).includes(here as ClassNode);
    return isChild ? this.owner : here;
  }

  private isUnexpected(call: TSESTree.CallExpression): boolean {
    const callee = unwrap(call.callee);
    const target = callee.type === 'MemberExpression' ? callee.object : callee;
    return isUnexpectedKill(this.file, { node: call, target }, true, true);
  }
}

function toEnd({ loc }: Node, isUnexpected: boolean, open: OpenEnd | null = null): End {
  return { line: loc.start.line, isUnexpected, open };
}

function getForce(call: TSESTree.CallExpression): number {
  return call.arguments.findIndex((argument) => argument.type === 'Literal' && argument.value === true);
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
  // What is a worker by its name only may be something else to the file that made it.
  const kills = getKills(file).filter(
    ({ handle, target }) => handle.evidence !== 'name' || !findImportOf(file, target),
  );
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
  const isOwn = callee.object.type === 'Super' || unwrap(callee.object).type === 'ThisExpression';
  return isOwn ? getPropertyName(callee) : null;
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
