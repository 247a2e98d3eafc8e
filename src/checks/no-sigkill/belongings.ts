import { ADDRESS_NAME, CHILD_OUTPUT, STREAM_OPTION } from '../../knowledge/child-kills.ts';
import { nodeModules } from '../../knowledge/node-modules.ts';
import { getReach } from '../../facts/units/reach.ts';
import { findSlot, type Slot } from '../../facts/units/slots.ts';
import { findThing } from '../../facts/units/things.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import { getPropertyName, getRoot, isNullish, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node } from '../../source/types.ts';

/** So many makings lie between a child and a client that was made of it. */
const MOST_STEPS = 3;

/**
 * Is the object surely another thing than the child: made in this file, and neither of the child (a client on its input, a
 * socket to the port that it was started with) nor the child of it (`spawn(cmd, { signal: controller.signal })`)?
 */
export function isOfAnother(file: SourceFile, object: Node, child: Node): boolean {
  const node = unwrap(object);
  if (node.type === 'ThisExpression' || node.type === 'Super') return false;
  const origin = findOrigin(file, getRoot(node));
  // `fs`, `console`, `process.stdout`
  if (origin) return origin.module === '' || nodeModules.has(origin.module);
  const own = listPath(file, child);
  const path = listPath(file, node);
  if (own.length === 0 || path.length === 0 || path.some((slot) => own.includes(slot))) return false;
  const values = listValues(path.slice(0, 1));
  if (values.length === 0) return isOtherKind(file, node);
  return values.every(isMaking) && !isMadeOf(file, path, own) && !isMadeOf(file, own, path) && !meet(file, path, own);
}

/** The parameter's child is what a caller gives; null where that cannot be told. */
export function findChildOfCaller(child: Node | null, fn: FunctionNode, use: Node): Node | null {
  const root = child && getRoot(child);
  if (!child || root?.type !== 'Identifier') return child;
  const at = fn.params.findIndex((param) => param.type === 'Identifier' && param.name === root.name);
  if (at < 0) return child;
  const call = use.parent;
  return (call?.type === 'CallExpression' && call.callee === use && call.arguments[at]) || null;
}

/** A server, a worker, a consumer by its type alone. */
function isOtherKind(file: SourceFile, node: Node): boolean {
  const thing = findThing(file, node);
  return thing !== null && thing.kind !== 'child';
}

/** `this.child.stdin` and what it is a part of, the longest first. */
function listPath(file: SourceFile, expression: Node): Slot[] {
  const path: Slot[] = [];
  let node = unwrap(expression);
  while (node.type === 'UnaryExpression') node = unwrap(node.argument);
  for (;;) {
    const slot = findSlot(file, node);
    if (slot) path.push(slot);
    if (node.type !== 'MemberExpression') return path;
    node = unwrap(node.object);
  }
}

function listValues(slots: readonly Slot[]): Node[] {
  return slots.flatMap(({ uses }) => uses.flatMap(({ value }) => (value && !isNullish(value) ? [unwrap(value)] : [])));
}

/** A value that says what the thing is; a name, a parameter, a choice do not. */
function isMaking(value: Node): boolean {
  const made = value.type === 'AwaitExpression' ? unwrap(value.argument) : value;
  return made.type === 'NewExpression' || made.type === 'CallExpression';
}

/** Is the first made of the other, some steps between: does its making name it, or does a function of the file that makes it? */
function isMadeOf(file: SourceFile, made: readonly Slot[], other: readonly Slot[]): boolean {
  const seen = new Set(made);
  let values = listValues(made);
  for (let step = 0; step < MOST_STEPS && values.length > 0; step += 1) {
    const named = values.flatMap((value) => listNamed(file, value));
    if (named.some((slot) => other.includes(slot))) return true;
    const next = named.filter((slot) => !seen.has(slot));
    for (const slot of next) seen.add(slot);
    values = listValues(next);
  }
  return false;
}

/** What a value names, and what the functions of the file name that it calls. */
function listNamed(file: SourceFile, value: Node): Slot[] {
  const called = [...walk(file.code, value)].flatMap((node) =>
    node.type === 'CallExpression' || node.type === 'NewExpression' ? [...getOwnFunctions(file, node.callee)] : [],
  );
  const bodies = called.flatMap((fn) => [...getReach(file, fn)].map(({ body }): Node => body));
  return [value, ...bodies].flatMap((code) =>
    [...walk(file.code, code, isLeftOut)].flatMap((node) => {
      const isName = node.type === 'Identifier' || node.type === 'MemberExpression';
      const slot = isName && !isLeftOut(node) ? findSlot(file, node) : null;
      return slot ? [slot] : [];
    }),
  );
}

/** What the child tells is no way to ask it, nor is the file that takes it down. */
function isLeftOut(node: Node): boolean {
  return (
    (node.type === 'MemberExpression' && CHILD_OUTPUT.has(getPropertyName(node) ?? '')) ||
    (node.type === 'Property' && STREAM_OPTION.has(getPropertyName(node) ?? ''))
  );
}

/** Are the two made with one address: a port, a path of a socket? */
function meet(file: SourceFile, path: readonly Slot[], own: readonly Slot[]): boolean {
  const named = listValues(own).flatMap((value) => listNamed(file, value));
  const others = listValues(path).flatMap((value) => listNamed(file, value));
  return named.some((slot) => ADDRESS_NAME.test(slot.name) && others.includes(slot));
}
