import { leavesBranch } from '../../flow/index.ts';
import { SETS_CELL } from '../../knowledge/locks.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { isFunction, isInside, isLoop } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { holds } from '../../source/text-gate.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { findOwner, type Section } from './sections.ts';

/** `compareExchange(cell, free, taken)` that is waited for, up to the `store(cell, free)` of the same function. */
export function getAtomicSections(file: SourceFile): Section[] {
  if (!holds(file, 'compareExchange')) return [];
  const calls = getNodes(file.code, 'CallExpression');
  return calls.flatMap((call) => {
    if (findOriginKey(file, call.callee) !== '#Atomics.compareExchange' || call.arguments.length < 4) return [];
    const entry = findEntry(file, call);
    const owner = findOwner(file, call);
    const releases = calls.filter((other) => findOwner(file, other) === owner && isRelease(file, call, other));
    if (!entry || releases.length === 0) return [];
    const [view, index] = call.arguments.map((argument) => file.code.getText(argument));
    return { node: call, text: `${view}[${index}]`, owner, releases, isBlocking: true, ...entry };
  });
}

type Entry = Pick<Section, 'from' | 'isWithout'>;

/** Where the cell has been taken: behind the loop that tries, behind a test that leaves, or in the branch of one. */
function findEntry(file: SourceFile, call: TSESTree.CallExpression): Entry | null {
  for (let node: Node = call; node.parent && !isFunction(node); node = node.parent) {
    const { parent } = node;
    if (isLoop(parent)) return 'test' in parent && parent.test === node ? { from: call, isWithout: () => false } : null;
    if (parent.type !== 'IfStatement') continue;
    if (parent.test !== node || node.type !== 'BinaryExpression') return null;
    if (/^===?$/.test(node.operator)) return { from: parent.consequent, isWithout: () => false };
    const { consequent } = parent;
    return leavesBranch(file, consequent) ? { from: call, isWithout: (at) => isInside(at, consequent) } : null;
  }
  return null;
}

/** Does the call give the cell the value that stands for free: `store`, `exchange`, or `compareExchange` back? */
function isRelease(file: SourceFile, taken: TSESTree.CallExpression, call: TSESTree.CallExpression): boolean {
  const key = findOriginKey(file, call.callee) ?? '';
  if (!SETS_CELL.has(key)) return false;
  const text = (one: TSESTree.CallExpression, at: number): string => {
    const argument = one.arguments[at];
    return argument ? file.code.getText(argument) : '';
  };
  if (text(taken, 0) !== text(call, 0) || text(taken, 1) !== text(call, 1)) return false;
  if (key === '#Atomics.sub') return text(taken, 3) === text(call, 2);
  const free = text(call, key === '#Atomics.compareExchange' ? 3 : 2);
  return call !== taken && free === text(taken, 2);
}
