import { getHeadedLoops, getNodes, walk } from '../../source/node-index.ts';
import { findStaticNumber } from '../../semantics/static-number.ts';
import { getPropertyName, isInside, unwrap } from '../../source/predicates.ts';
import type { LoopNode, Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { holdsAny } from '../../source/text-gate.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { canYield } from '../../facts/loops/yields.ts';
import { isWritten } from './flags.ts';
import { isBoundedBut, listLeavingChecks, listOperands } from './leaving-checks.ts';
import { getLoopCalls } from './loop-calls.ts';
import type { Deaf } from './types.ts';
import { ATOMIC_VIEW, SHARED_MEMORY_WORDS } from '../../knowledge/atomics.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/** Loops that spin on a plain read of shared memory. */
export function getPlainReads(file: SourceFile): Deaf[] {
  if (!holdsAny(file, SHARED_MEMORY_WORDS)) return [];
  return getHeadedLoops(file.code).flatMap((loop) => {
    const operands = listLeavingChecks(file, loop).flatMap(({ test }) => listOperands(test));
    const node = operands.map(unwrap).find((operand) => isPlainRead(file, loop, operand));
    if (!node || canYield(file, loop)) return [];
    return node.type === 'MemberExpression'
      ? [{ form: 'plainRead' as const, node, loop, isTyped: isTyped(file, node.object) }]
      : [];
  });
}

/** `flag[0]`, of a shared view, that nothing in this thread stores to while the loop runs, and nothing but it ends the loop. */
function isPlainRead(file: SourceFile, loop: LoopNode, operand: Node): boolean {
  if (operand.type !== 'MemberExpression' || !operand.computed || !isFixed(file, operand.property)) return false;
  if (!isShared(file, operand.object)) return false;
  const isSame = (other: Node): boolean => file.code.getText(other) === file.code.getText(operand);
  if (isBoundedBut(file, loop, isSame)) return false;
  const name = file.code.getText(operand.object);
  const { code } = getLoopCalls(file, loop);
  return !code.some((part) => [...walk(file.code, part)].some((node) => isStore(file, node, name)));
}

function isFixed(file: SourceFile, index: Node): boolean {
  if (findStaticNumber(file.code, index) !== null) return true;
  const value = unwrap(index);
  return value.type === 'Identifier' && /^[A-Z][A-Z\d_]*$/.test(value.name);
}

/** A plain store into the view, a call that gets it whole, or an atomic one, by which the loop sees the memory anyway. */
function isStore(file: SourceFile, node: Node, name: string): boolean {
  if (node.type === 'MemberExpression') return file.code.getText(node.object) === name && isWritten(node);
  return node.type === 'CallExpression' && node.arguments.some((argument) => file.code.getText(argument) === name);
}

/** Is it a view that is seen to be of shared memory, or that the file uses with `Atomics`? */
function isShared(file: SourceFile, view: Node): boolean {
  const name = file.code.getText(view);
  return isSharedView(file, view) || (isMadeView(file, view) && usesAtomics(file, name));
}

function usesAtomics(file: SourceFile, name: string): boolean {
  return getNodes(file.code, 'CallExpression').some((call) => {
    const [first] = call.arguments;
    return (
      first !== undefined &&
      file.code.getText(first) === name &&
      findOriginKey(file, call.callee)?.startsWith('#Atomics.')
    );
  });
}

function isSharedView(file: SourceFile, node: Node): boolean {
  return listValues(file, node).some((value) => {
    if (!isView(file, value)) return false;
    const buffer = value.arguments[0];
    return buffer !== undefined && [unwrap(buffer), ...listValues(file, buffer)].some((made) => isBuffer(file, made));
  });
}

/** A typed array, or something handed over whose type says so. */
function isMadeView(file: SourceFile, node: Node): boolean {
  const value = unwrap(node);
  const definition = value.type === 'Identifier' ? findVariable(file, value)?.defs[0] : undefined;
  if (definition?.type === 'Parameter') return true;
  return listValues(file, node).some((made) => isView(file, made) || /\bworkerData\b/.test(file.code.getText(made)));
}

/** Has the view a type of its own, or one of what makes it? */
function isTyped(file: SourceFile, view: Node): boolean {
  const name =
    unwrap(view).type === 'Identifier'
      ? (findVariable(file, unwrap(view) as TSESTree.Identifier)?.defs[0]?.name as Node)
      : null;
  if (name?.type === 'Identifier' && name.typeAnnotation) return true;
  return listValues(file, view).some((value) => isView(file, value)) || view !== unwrap(view);
}

function isView(file: SourceFile, value: Node): value is TSESTree.NewExpression {
  return value.type === 'NewExpression' && ATOMIC_VIEW.has(findOriginKey(file, value.callee) ?? '');
}

function isBuffer(file: SourceFile, value: Node): boolean {
  // Of memory that is its own, nothing but this loop's thread could ever change the value.
  if (/^worker_threads#workerData\b/.test(findOriginKey(file, value) ?? '')) return true;
  return value.type === 'NewExpression' && findOriginKey(file, value.callee) === '#SharedArrayBuffer';
}

/** The expression itself and, for a variable or field, its values. */
function listValues(file: SourceFile, node: Node): Node[] {
  const value = unwrap(node);
  if (value.type === 'Identifier') {
    const definition = findVariable(file, value)?.defs[0];
    return definition?.type === 'Variable' && definition.node.init ? [unwrap(definition.node.init)] : [];
  }
  if (value.type !== 'MemberExpression') return [value];
  const { values } = getPropertySources(file, value.object, getPropertyName(value) ?? '');
  return values.filter((other) => !isInside(value, other)).map(unwrap);
}
