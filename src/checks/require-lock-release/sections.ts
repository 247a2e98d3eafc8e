import {
  ACQUIRES,
  LEASE_OPTION,
  LETS_GO,
  LOCK_FUNCTION_PAIRS,
  LOCK_PAIRS,
  LOCK_WORD,
  locks,
  NAMES_RELEASE,
  NO_LOCK_WORD,
  type LockRow,
} from '../../knowledge/locks.ts';
import { findConstructor } from '../../semantics/classes.ts';
import { isMadeBy } from '../../semantics/made-by.ts';
import { getMembers } from '../../semantics/members.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getExportName } from '../../semantics/row-index.ts';
import { getValue } from '../../semantics/values.ts';
import { getNodes } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  getLastName,
  getOuter,
  getPropertyName,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/** A part of a function that holds a lock: from where it has got it to where it lets go. */
export interface Section {
  /** Where the report stands. */
  readonly node: Node;
  /** How the code writes the lock. */
  readonly text: string;
  /** The point from which on the lock is held; the entry of a callback that is called with the releaser. */
  readonly from: Node | 'entry';
  /** The function, or the top level, that holds it. */
  readonly owner: FunctionNode | TSESTree.Program;
  /** The calls that let go, all of the same function. */
  readonly releases: readonly Node[];
  /** Ways on which the lock was not got, as behind `if (!release)`. */
  readonly isWithout: (node: Node) => boolean;
  /** Is it taken and let go without a wait, so that any error in between is one of this thread? */
  readonly isBlocking: boolean;
}

/** The sections of locks that are objects or functions; those whose release is handed on are left out. */
export function getSections(file: SourceFile): Section[] {
  return getNodes(file.code, 'CallExpression').flatMap((call) => {
    const lock = findAcquisition(file, call);
    return lock ? (findSection(file, call, lock) ?? []) : [];
  });
}

interface Acquisition {
  /** The object that has the methods; null for a function. */
  readonly object: Node | null;
  /** Methods of the object that let go. */
  readonly methods: readonly string[];
  readonly givesRelease: boolean;
}

function findAcquisition(file: SourceFile, call: TSESTree.CallExpression): Acquisition | null {
  if (call.arguments.some((argument) => isFunction(unwrap(argument)) || isLease(argument))) return null;
  const callee = unwrap(call.callee);
  const name =
    callee.type === 'MemberExpression' ? getPropertyName(callee) : callee.type === 'Identifier' ? callee.name : null;
  if (name === null) return null;
  const row = findRow(file, callee, name);
  if (row) {
    const object = callee.type === 'MemberExpression' && !row.isExport ? callee.object : null;
    // async-mutex gives the releaser, and has the method too.
    const methods = row.release === null ? (LOCK_PAIRS.get(name) ?? []) : [row.release];
    return { object, methods, givesRelease: row.release === null };
  }
  if (callee.type === 'Identifier')
    return ACQUIRES.test(name) ? { object: null, methods: [], givesRelease: true } : null;
  if (callee.type !== 'MemberExpression') return null;
  const methods = LOCK_PAIRS.get(name);
  if (!methods) return ACQUIRES.test(name) ? { object: null, methods: [], givesRelease: true } : null;
  const isLock = namesLock(callee.object) || isOwnLock(file, callee.object, methods);
  return { object: isLock ? callee.object : null, methods: isLock ? methods : [], givesRelease: true };
}

function findRow(file: SourceFile, callee: Node, name: string): LockRow | null {
  const found = locks.find((row) => {
    if (!holdsAny(file, [row.module])) return false;
    const origin = findOrigin(file, callee);
    if (row.isExport) return origin?.module === row.module && getExportName(origin) === row.acquire;
    // `const lock = mutexify();` makes the function itself.
    if (row.acquire === 'default')
      return callee.type === 'Identifier' && origin === null && isMadeBy(file, row.module, callee);
    return row.acquire === name && callee.type === 'MemberExpression' && isMadeBy(file, row.module, callee.object);
  });
  return found ?? null;
}

/** `5000`, `{ ttl: 5000 }`: the lock lets go by itself. */
function isLease(argument: Node): boolean {
  const value = unwrap(argument);
  if (value.type === 'Literal') return typeof value.value === 'number' && value.value >= 100;
  if (value.type !== 'ObjectExpression') return value.type === 'Identifier' && LEASE_OPTION.test(value.name);
  return value.properties.some((one) => one.type === 'Property' && LEASE_OPTION.test(getPropertyName(one) ?? ''));
}

/** `this.mutex`, `writeLock`; not `scrollLock`, `block`. */
function namesLock(object: Node): boolean {
  const words = (getLastName(object) ?? '').split(/[_#\d]+|(?<=[a-z])(?=[A-Z])/).map((word) => word.toLowerCase());
  const named = words.filter((word) => word !== '');
  return LOCK_WORD.has(named.at(-1) ?? '') && !NO_LOCK_WORD.has(named.at(-2) ?? '');
}

/** Made by a class of the file that has the method which lets go, and is called a lock itself. */
function isOwnLock(file: SourceFile, object: Node, methods: readonly string[]): boolean {
  const value = getValue(file, object);
  const owner = value.type === 'NewExpression' ? findConstructor(file, value.callee) : null;
  if (!owner || value.type !== 'NewExpression' || !namesLock(value.callee)) return false;
  const members = getMembers(file, owner);
  return methods.some((method) => (members.get(method)?.functions.length ?? 0) > 0);
}

function findSection(file: SourceFile, call: TSESTree.CallExpression, lock: Acquisition): Section | null {
  const outer = getOuter(call);
  const then = findThenCallback(outer);
  const held = then ? null : outer.parent?.type === 'AwaitExpression' ? outer.parent : call;
  const fn = then ?? findEnclosingFunction(call);
  const owner = fn ?? file.code.ast;
  const target = then ? then.params[0] : held && findTarget(held);
  const released = lock.givesRelease && target ? listResultReleases(file, target, owner) : [];
  const paired = lock.object
    ? listPairReleases(file, call, lock.object, lock.methods, owner)
    : listFunctionReleases(file, call, owner);
  if (!released || !paired || released.length + paired.length === 0) return null;
  const text = file.code.getText(lock.object ?? (paired.length > 0 ? call.arguments[0] : null) ?? call.callee);
  const isWithout = getTests(file, target ?? null, call);
  return {
    node: call,
    text,
    from: held ?? 'entry',
    owner,
    releases: [...released, ...paired],
    isWithout,
    isBlocking: held === call,
  };
}

/** `(release) => …` in `mutex.acquire().then((release) => …)`. */
function findThenCallback(call: Node): FunctionNode | null {
  const member = call.parent?.type === 'MemberExpression' && call.parent.object === call ? call.parent : null;
  const then = member && getPropertyName(member) === 'then' ? member.parent : null;
  const [callback] = then?.type === 'CallExpression' ? then.arguments : [];
  return isFunction(callback) ? callback : null;
}

/** What the result of the acquisition is kept under; null for `using`, which lets go by itself. */
function findTarget(held: Node): Node | null {
  const outer = getOuter(held);
  const { parent } = outer;
  if (parent?.type === 'VariableDeclarator' && parent.init === outer)
    return /using/.test(parent.parent.kind) ? null : parent.id;
  return parent?.type === 'AssignmentExpression' && parent.right === outer ? parent.left : null;
}

/** The calls of what the acquisition gave; null where that is handed on, so that another place lets go. */
function listResultReleases(file: SourceFile, target: Node, owner: Node): Node[] | null {
  const names =
    target.type === 'ArrayPattern'
      ? target.elements
      : target.type === 'ObjectPattern'
        ? target.properties.map(getBound)
        : [target];
  const releases: Node[] = [];
  for (const name of names) {
    if (name?.type !== 'Identifier') continue;
    const isPart = target !== name;
    for (const { identifier } of findVariable(file, name)?.references.filter((one) => one.isRead()) ?? []) {
      const release = findReleaseOf(identifier);
      if (release && (!isPart || NAMES_RELEASE.test(name.name))) {
        if (findOwner(file, release) !== owner) return null;
        releases.push(release);
      } else if (!isPart && !isTested(identifier) && !isPlainRead(identifier)) return null;
      else if (isPart && NAMES_RELEASE.test(name.name) && !isTested(identifier)) return null;
    }
  }
  return releases;
}

function getBound(property: TSESTree.Property | TSESTree.RestElement): Node | null {
  return property.type === 'Property' ? property.value : null;
}

/** `release()`, `lock.release()`. */
function findReleaseOf(identifier: Node): Node | null {
  const outer = getOuter(identifier);
  const { parent } = outer;
  if (parent?.type === 'CallExpression' && parent.callee === outer) return parent;
  const call = parent?.type === 'MemberExpression' && parent.object === outer ? getOuter(parent).parent : null;
  const isCall = call?.type === 'CallExpression' && unwrap(call.callee) === parent;
  return isCall && parent?.type === 'MemberExpression' && LETS_GO.has(getPropertyName(parent) ?? '') ? call : null;
}

/** A read of a property, or a call of another method: the object stays here. */
function isPlainRead(identifier: Node): boolean {
  const outer = getOuter(identifier);
  return (
    outer.parent?.type === 'MemberExpression' &&
    outer.parent.object === outer &&
    !LETS_GO.has(getPropertyName(outer.parent) ?? '')
  );
}

function isTested({ parent }: Node): boolean {
  return (
    parent?.type === 'IfStatement' ||
    parent?.type === 'UnaryExpression' ||
    parent?.type === 'BinaryExpression' ||
    parent?.type === 'LogicalExpression'
  );
}

/** `lock.release()` of the same lock; null where it stands in another function, which then lets go. */
function listPairReleases(
  file: SourceFile,
  call: Node,
  object: Node,
  methods: readonly string[],
  owner: Node,
): Node[] | null {
  const text = file.code.getText(object);
  const releases: Node[] = [];
  for (const member of getNodes(file.code, 'MemberExpression')) {
    const isRelease = methods.includes(getPropertyName(member) ?? '') && file.code.getText(member.object) === text;
    if (!isRelease || !isSameObject(file, object, member.object)) continue;
    const outer = getOuter(member);
    const isCall = outer.parent?.type === 'CallExpression' && outer.parent.callee === outer;
    if (!isCall) return null;
    if (findOwner(file, member) === owner) releases.push(outer.parent);
    // One function may take and let go several times; one that only lets go does it for another.
    else if (!takesItself(file, findOwner(file, member), call, text)) return null;
  }
  return releases;
}

/** `unlock(cell)` behind `lock(cell)`; null where another function lets go. */
function listFunctionReleases(file: SourceFile, call: TSESTree.CallExpression, owner: Node): Node[] | null {
  const { callee } = call;
  const name = callee.type === 'Identifier' ? LOCK_FUNCTION_PAIRS.get(callee.name) : undefined;
  const [cell] = call.arguments;
  if (name === undefined || !cell) return [];
  const text = file.code.getText(cell);
  const releases = getNodes(file.code, 'CallExpression').filter(({ callee: other, arguments: [first] }) => {
    return other.type === 'Identifier' && other.name === name && first && file.code.getText(first) === text;
  });
  const own = releases.filter((release) => findOwner(file, release) === owner);
  return own.length === releases.length ? own : null;
}

/** Two variables of one name are two locks. */
function isSameObject(file: SourceFile, a: Node, b: Node): boolean {
  const [left, right] = [unwrap(a), unwrap(b)];
  if (left.type !== 'Identifier' || right.type !== 'Identifier') return true;
  return findVariable(file, left) === findVariable(file, right);
}

function takesItself(file: SourceFile, owner: Node, call: Node, text: string): boolean {
  return getNodes(file.code, 'CallExpression').some((other) => {
    const callee = unwrap(other.callee);
    return (
      other !== call &&
      callee.type === 'MemberExpression' &&
      LOCK_PAIRS.has(getPropertyName(callee) ?? '') &&
      file.code.getText(callee.object) === text &&
      findOwner(file, other) === owner
    );
  });
}

export function findOwner(file: SourceFile, node: Node): FunctionNode | TSESTree.Program {
  return findEnclosingFunction(node) ?? file.code.ast;
}

/** Is a node in a branch of an `if` that asks whether the lock was got at all? */
function getTests(file: SourceFile, target: Node | null, call: Node): (node: Node) => boolean {
  const variable = target?.type === 'Identifier' ? findVariable(file, target) : null;
  const inTests = [call, ...(variable?.references.map(({ identifier }) => identifier) ?? [])];
  const tests = inTests.flatMap((one) => {
    for (let node = one; node.parent && !isFunction(node); node = node.parent) {
      if (node.parent.type === 'IfStatement') return node.parent.test === node ? [node.parent] : [];
    }
    return [];
  });
  return (node) => tests.some((test) => node === test.consequent || node === test.alternate);
}
