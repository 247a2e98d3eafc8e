import { findRole } from '../../semantics/callback-role.ts';
import { findThisOwner, getLineage } from '../../semantics/classes.ts';
import { getMemberExpressions } from '../../semantics/function-uses.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { findStaticNumber } from '../../semantics/static-number.ts';
import { getNodes, walk } from '../../source/node-index.ts';
import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getOuter,
  getPropertyName,
  isFunction,
  isInside,
  isLoop,
  unwrap,
} from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { BRINGS_OUT } from '../../knowledge/work-words.ts';
import { ENDS_UNIT, HOLDS_STATE, SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { saysStop } from '../../facts/flags/stop-flag.ts';
import { findRepeat, isBounded } from '../../facts/pauses/repeats.ts';
import type { Pause } from '../../facts/pauses/pauses.ts';
import { getNearestName } from '../../facts/ends/life-cycle.ts';
import { getReach } from '../../facts/units/reach.ts';
import { findSlot, type Slot } from '../../facts/units/slots.ts';

/** A stop that a loop goes on behind, as a message tells it. */
type UnaskedStop = Readonly<Record<'stop' | 'line' | 'flag', string>>;

/** A stop that a unit (a class, a factory, a file) keeps in mind, and its code looks at. */
interface UnitStop {
  readonly slot: Slot;
  /** How code that looks at it writes it. */
  readonly flag: string;
  /** What stops the unit, and sets the flag. */
  readonly fn: FunctionNode;
  /** The flag's assignment. */
  readonly write: Node;
  readonly looks: readonly Node[];
}

/** The stop of the unit around a pause, where the loop or retry that pauses goes on behind it, for it never looks whether it was asked for. */
export function findUnaskedStop(file: SourceFile, pause: Pause): UnaskedStop | null {
  const repeat = findOutermost(file, pause.node);
  if (!repeat || isBounded(file, pause.node) || looksAnywhere(file, repeat)) return null;
  if (BRINGS_OUT.test(getNearestName(pause.node)) || isSoonOver(file, pause, repeat)) return null;
  const called = listCalled(file, repeat);
  const found = getUnitStops(file).find(
    ({ slot, fn, looks }) =>
      isOfUnit(file, slot, repeat) &&
      !isWithin(getReach(file, fn), repeat) &&
      !looks.some((look) => isInside(look, repeat) || isWithin(called, look)),
  );
  if (!found) return null;
  const name = findFunctionName(found.fn);
  const stop = name === null ? 'its signal handler' : `'${name}'`;
  return { stop, line: String(found.write.loc.start.line), flag: found.flag };
}

/** Do all rounds together pause no longer than somebody would wait: `for (let i = 0; i < 3; i++) await sleep(500)`? */
function isSoonOver(file: SourceFile, { longest }: Pause, repeat: Node): boolean {
  const rounds =
    repeat.type === 'ForStatement' || repeat.type === 'WhileStatement' ? findRounds(file, repeat.test) : null;
  return rounds !== null && (longest === null ? rounds <= FEW_ROUNDS : rounds * longest <= SOON);
}

const FEW_ROUNDS = 3;
const SOON = 3000;

/** What a counter is compared with: `attempt <= 10`. */
function findRounds({ code }: SourceFile, test: Node | null): number | null {
  const compared = test && unwrap(test);
  if (compared?.type !== 'BinaryExpression' || !/^[<>]=?$/.test(compared.operator)) return null;
  return findStaticNumber(code, compared.operator[0] === '<' ? compared.right : compared.left);
}

/** The loop around the others of the same function. */
function findOutermost(file: SourceFile, node: Node): Node | null {
  let found = findRepeat(file, node);
  for (let next = found; next && !isFunction(next); next = findRepeat(file, next)) found = next;
  return found;
}

/** Is something else asked that may end it: a signal, another flag; or does its consumer end it? */
function looksAnywhere(file: SourceFile, repeat: Node): boolean {
  for (const part of walk(file.code, repeat, isFunction)) {
    if (part.type === 'YieldExpression') return true;
    if (part.type === 'MemberExpression' && /^(?:aborted|throwIfAborted)$/.test(getPropertyName(part) ?? ''))
      return true;
    if ((part.type === 'Identifier' || part.type === 'MemberExpression') && saysStop(part) && isTested(part))
      return true;
  }
  return false;
}

/** The functions of the file that a turn of the loop waits for, and those that they call. */
function listCalled(file: SourceFile, repeat: Node): ReadonlySet<FunctionNode> {
  const called = new Set<FunctionNode>();
  let bodies: readonly Node[] = [repeat];
  for (let layer = 0; layer < MOST_LAYERS; layer += 1) {
    const next = bodies.flatMap((body) => listCallees(file, body)).filter((fn) => !called.has(fn));
    for (const fn of next) called.add(fn);
    bodies = next.map(({ body }) => body);
  }
  return called;
}

const MOST_LAYERS = 2;

function listCallees(file: SourceFile, body: Node): FunctionNode[] {
  return [...walk(file.code, body, isFunction)].flatMap((part) => {
    if (part.type !== 'CallExpression' || isForgotten(part)) return [];
    return [part.callee, ...part.arguments].flatMap((value) =>
      value.type === 'SpreadElement' ? [] : getOwnFunctions(file, value),
    );
  });
}

/** `void this.read(port)` */
function isForgotten(call: Node): boolean {
  const { parent } = getOuter(call);
  return parent?.type === 'UnaryExpression' && parent.operator === 'void';
}

function isWithin(functions: ReadonlySet<FunctionNode>, node: Node): boolean {
  for (let fn = findEnclosingFunction(node); fn; fn = findEnclosingFunction(fn)) if (functions.has(fn)) return true;
  return false;
}

function isOfUnit(file: SourceFile, { home, variable }: Slot, node: Node): boolean {
  if (variable) return isInside(node, home);
  const owner = findThisOwner(file, node);
  return owner !== null && (getLineage(file, owner).at(-1) ?? owner) === home;
}

const getUnitStops = oncePerFile((file): readonly UnitStop[] =>
  getNodes(file.code, 'AssignmentExpression').flatMap((write): UnitStop[] => {
    const target = unwrap(write.left);
    const fn = findStopFunction(file, write);
    if (!fn) return [];
    if (!saysRequest(file, target, write.right)) return [];
    const slot = findSlot(file, target);
    if (!slot || slot.uses.some(({ node, isWrite }) => isWrite && node !== target && isInside(node, fn))) return [];
    const looks = listLooks(file, slot);
    const look = looks.find((one) => !isInside(one, fn) && isTested(one));
    return look ? [{ slot, fn, looks, write, flag: file.code.getText(look) }] : [];
  }),
);

/** The function around that stops the unit: by its name, or as the handler of a process signal. */
function findStopFunction(file: SourceFile, write: Node): FunctionNode | null {
  for (let fn = findEnclosingFunction(write); fn; fn = findEnclosingFunction(fn)) {
    const name = findFunctionName(fn);
    if (findRole(file, fn) === 'signal' || (name !== null && ENDS_UNIT.test(name))) return fn;
    if (name !== null) return null;
  }
  return null;
}

/** `this.stopped = true`, `running = false`, `this.closing = this.end()`, `this.state = 'closed'`. */
function saysRequest(file: SourceFile, target: Node, value: Node): boolean {
  const right = unwrap(value);
  if (saysStop(target)) return right.type !== 'Literal' || typeof right.value === 'boolean';
  const isState = HOLDS_STATE.test(getLastName(target) ?? '');
  return isState && SPEAKS_OF_STOP.test(file.code.getText(right)) && /^(?:Literal|MemberE)/.test(right.type);
}

/** Where the slot is read, and where a getter or a method that tells it is. */
function listLooks(file: SourceFile, slot: Slot): Node[] {
  return slot.uses.flatMap(({ node, isRead, fn }) => {
    if (!isRead) return [];
    const member = fn?.parent.type === 'MethodDefinition' ? fn.parent : null;
    const isTold = member !== null && member.kind === 'get';
    return isTold ? [...getMemberExpressions(file, getPropertyName(member) ?? ''), node] : [node];
  });
}

/** Does a condition hang on the value? */
function isTested(node: Node): boolean {
  for (let inner = getOuter(node); inner.parent && !isFunction(inner); inner = inner.parent) {
    const { parent } = inner;
    if ((parent.type === 'IfStatement' || parent.type === 'ConditionalExpression') && parent.test === inner)
      return true;
    if (isLoop(parent) && 'test' in parent && parent.test === inner) return true;
    if (parent.type === 'LogicalExpression' && parent.left === inner) return true;
    if (parent.type === 'ReturnStatement' || parent.type === 'SwitchStatement') return true;
  }
  return false;
}
