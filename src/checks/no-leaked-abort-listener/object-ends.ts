import type { AbortListener } from '../../facts/signals/abort-listeners.ts';
import { TAKES_DOWN } from '../../knowledge/stop-words.ts';
import { REPEATABLE } from '../../knowledge/abort-listeners.ts';
import { ITERATES } from '../../knowledge/iteration.ts';
import type { ClassNode } from '../../semantics/class-members.ts';
import { getUses } from '../../semantics/function-uses.ts';
import { walk } from '../../source/node-index.ts';
import { getLastName, getPropertyName, getRoot, isFunction, isInside, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * Does a method that the listener calls end the object from elsewhere in the file, too, and do harm the second time; or is
 * it one child of many under a parent that lives on? An object that only its abort is seen to end lives as long as the
 * signal, as far as anybody can tell.
 */
export function isEndedElsewhere(
  file: SourceFile,
  owner: ClassNode,
  { node, handler, signal }: AbortListener,
): boolean {
  if (!handler) return false;
  const isOneOfMany = isOfParent(file, signal, owner);
  const named = new Set(
    [...walk(file.code, handler)].flatMap((part) =>
      part.type === 'MemberExpression' && part.object.type === 'ThisExpression' ? (getPropertyName(part) ?? []) : [],
    ),
  );
  return owner.body.body.some((member) => {
    if (member.type !== 'MethodDefinition' && member.type !== 'PropertyDefinition') return false;
    const name = getPropertyName(member) ?? '';
    const end = member.value;
    if (!isFunction(end) || !named.has(name) || !TAKES_DOWN.test(name)) return false;
    if (isOneOfMany && isPublic(member)) return true;
    return !isRepeatable(file, end) && getUses(file, end).some((use) => !isInside(use, node) && !isInside(use, end));
  });
}

/** `parent.signal`, where the parent is of the same class or is called so. */
function isOfParent(file: SourceFile, signal: Node, owner: ClassNode): boolean {
  const root = getRoot(signal);
  const name = root.type === 'Identifier' && root !== unwrap(signal) ? findVariable(file, root)?.defs[0]?.name : null;
  if (name?.type !== 'Identifier') return false;
  const type = name.typeAnnotation?.typeAnnotation;
  return type?.type === 'TSTypeReference' && owner.id
    ? file.code.getText(type.typeName) === owner.id.name
    : name.name === 'parent';
}

function isPublic({ key, accessibility }: TSESTree.MethodDefinition | TSESTree.PropertyDefinition): boolean {
  return key.type !== 'PrivateIdentifier' && (accessibility ?? 'public') === 'public';
}

/** Does a second call do nothing: it asks first, or only clears what it has cleared already? */
function isRepeatable(file: SourceFile, { body }: FunctionNode): boolean {
  if (body?.type !== 'BlockStatement') return false;
  const [first] = body.body;
  if (first?.type === 'IfStatement' && !first.alternate && leaves(first.consequent)) return true;
  return [...walk(file.code, body)].every((part) => part.type !== 'CallExpression' || repeats(part));
}

function leaves(branch: Node): boolean {
  return branch.type === 'ReturnStatement' || (branch.type === 'BlockStatement' && branch.body.some(leaves));
}

/** `clearTimeout(timer)`, `this.observer?.disconnect()`, `this.timers.forEach(clearTimeout)` */
function repeats(call: TSESTree.CallExpression): boolean {
  const name = getLastName(call.callee) ?? '';
  if (call.optional || (call.callee.type === 'MemberExpression' && call.callee.optional)) return true;
  if (!ITERATES.has(name)) return REPEATABLE.test(name);
  return call.arguments.every((each) => isFunction(each) || REPEATABLE.test(getLastName(each) ?? ''));
}
