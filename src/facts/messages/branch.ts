import { getOuter } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { listNamed } from './called-functions.ts';
import type { HeardNode } from './message-reader.ts';

/** What a file does with one message only. */
export interface Branch {
  /** The point of the flow where it begins; null for the beginning of `fn`. */
  readonly start: Node | null;
  readonly fn: FunctionNode | null;
  /** Ways that only other messages go. */
  readonly without: readonly Node[];
  readonly code: readonly Node[];
}

/** Where a message is told from the others; null where the answer is kept for later. */
export function findBranch(file: SourceFile, { test, entry }: Pick<HeardNode, 'test' | 'entry'>): Branch | null {
  if (entry) {
    const [fn] = listNamed(file, entry);
    return fn ? { start: null, fn, without: [], code: [fn.body] } : null;
  }
  if (test.type === 'SwitchCase') return { start: test, fn: null, without: [], code: listStatements(test) };
  const isNegative = test.type === 'BinaryExpression' && test.operator.startsWith('!');
  return findOfCondition(test, !isNegative);
}

/** `isTrue`: what the condition is for the message. */
function findOfCondition(condition: Node, isTrue: boolean): Branch | null {
  const outer = getOuter(condition);
  const { parent } = outer;
  switch (parent?.type) {
    case 'UnaryExpression':
      return parent.operator === '!' ? findOfCondition(parent, !isTrue) : null;
    case 'LogicalExpression':
      if (parent.left === outer && isTrue && parent.operator === '&&' && isStatement(parent))
        return toBranch(parent.right);
      return findOfCondition(parent, isTrue);
    case 'ConditionalExpression':
      if (parent.test !== outer) return null;
      return toBranch(isTrue ? parent.consequent : parent.alternate);
    case 'IfStatement': {
      const own = isTrue ? parent.consequent : parent.alternate;
      return own ? toBranch(own) : isTrue ? null : toRest(parent);
    }
    default:
      return null;
  }
}

function isStatement({ parent }: Node): boolean {
  return parent?.type === 'ExpressionStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.expression);
}

function toBranch(start: Node): Branch {
  return { start, fn: null, without: [], code: [start] };
}

/** `if (message !== 'stop') return;` and what follows. */
function toRest(branch: TSESTree.IfStatement): Branch {
  const { parent } = branch;
  const body = parent.type === 'BlockStatement' || parent.type === 'Program' ? parent.body : [];
  const code = body.slice(body.indexOf(branch) + 1);
  return { start: branch.test, fn: null, without: [branch.consequent], code };
}

/** The statements of a case, and of those that it falls through to. */
function listStatements(branch: TSESTree.SwitchCase): Node[] {
  const { cases } = branch.parent;
  const statements: Node[] = [];
  for (const { consequent } of cases.slice(cases.indexOf(branch))) {
    statements.push(...consequent);
    if (consequent.some(leaves)) break;
  }
  return statements;
}

function leaves(statement: Node): boolean {
  if (statement.type === 'BlockStatement') return statement.body.some(leaves);
  return /^(?:BreakStatement|ReturnStatement|ThrowStatement|ContinueStatement)$/.test(statement.type);
}
