import type { FunctionNode, Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { fitStyle, getIndent } from './layout.ts';
import type { SignalSource } from './stop-source.ts';

type Signal = Pick<SignalSource, 'text' | 'isOptional'>;

export interface Leave {
  /** The check goes behind this statement, or in front of all others in this catch. */
  readonly at: TSESTree.Statement | TSESTree.CatchClause;
  /** What the check does; null when only an error gets out. */
  readonly how: string | null;
}

/** `if (signal.aborted) break;` where control would otherwise come back to a wait that ends at once (facts 5b). */
export function leaveOnAbort(
  code: SourceCode,
  fixer: TSESLint.RuleFixer,
  { at, how }: Leave,
  signal: Signal,
): TSESLint.RuleFix[] {
  const error = at.type === 'CatchClause' && at.param?.type === 'Identifier' ? at.param.name : `${signal.text}.reason`;
  const check = `if (${getCheck(signal)}) ${how ?? `throw ${error};`}`;
  return at.type === 'CatchClause' ? [insertFirst(code, fixer, at.body, check)] : insertBehind(code, fixer, at, check);
}

/** `if (!signal.aborted)` in front of a statement that starts the next round. */
export function skipOnAbort(
  fixer: TSESLint.RuleFixer,
  statement: TSESTree.Statement,
  signal: Signal,
): TSESLint.RuleFix[] {
  const check = `if (!${getCheck(signal)}) `;
  const { parent } = statement;
  // An `else` of the file must not become this one's.
  if (parent.type !== 'IfStatement' || !parent.alternate) return [fixer.insertTextBefore(statement, check)];
  return [fixer.insertTextBefore(statement, `{ ${check}`), fixer.insertTextAfter(statement, ' }')];
}

/** Does the code stop now: `signal.aborted`, or `signal?.aborted` where there may be no signal? */
export function getCheck({ text, isOptional }: Signal): string {
  return `${text}${isOptional ? '?.' : '.'}aborted`;
}

/** A statement in front of all others of a block, on a line of its own where the block has lines. */
export function insertFirst(
  code: SourceCode,
  fixer: TSESLint.RuleFixer,
  block: TSESTree.BlockStatement,
  text: string,
): TSESLint.RuleFix {
  const open = code.getFirstToken(block) as TSESTree.Token;
  const next = code.getTokenAfter(open, { includeComments: true }) as TSESTree.Token;
  if (next.loc.start.line === open.loc.end.line) {
    const [first] = block.body;
    // A comment behind the brace belongs to what came before.
    if (next.type === 'Line' && first)
      return fixer.insertTextBefore(first, fitStyle(code, `${text}\n${getIndent(code, first)}`));
    return fixer.insertTextAfter(open, next.value === '}' ? ` ${text} ` : ` ${text}`);
  }
  const [first] = block.body;
  if (!first) return fixer.insertTextAfter(open, fitStyle(code, `\n${getIndent(code, next)}${text}`));
  return fixer.insertTextAfter(open, fitStyle(code, `\n${getIndent(code, first)}${text}`));
}

/**
 * A check in front of all that a callback does. Its first parameter gets a name where it has none; an expression becomes
 * a block. Null where the parameters leave no room, or where a comment would be lost.
 *
 * @param name for the parameter
 * @param getCheck the statement, given the parameter's name
 */
export function checkFirst(
  code: SourceCode,
  callback: FunctionNode,
  name: string,
  getCheck: (parameter: string) => string,
): TSESLint.ReportFixFunction | null {
  const [parameter] = callback.params;
  if (parameter && parameter.type !== 'Identifier') return null;
  const open = parameter ? null : code.getFirstToken(callback, (token) => token.value === '(');
  if (!parameter && (!open || code.getTokenAfter(open)?.value !== ')')) return null;
  const check = getCheck(parameter?.name ?? name);
  const named = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] => (open ? [fixer.insertTextAfter(open, name)] : []);
  const { body } = callback;
  if (body.type === 'BlockStatement') return (fixer) => [...named(fixer), insertFirst(code, fixer, body, check)];
  const arrow = code.getTokenBefore(body, (token) => token.value === '=>');
  if (!arrow || code.getCommentsInside(callback).length > 0) return null;
  const block = ` { ${check} return ${code.getText(body)}; }`;
  return (fixer) => [...named(fixer), fixer.replaceTextRange([arrow.range[1], callback.range[1]], block)];
}

/** A statement behind another, with braces where only one may stand. */
function insertBehind(
  code: SourceCode,
  fixer: TSESLint.RuleFixer,
  statement: TSESTree.Statement,
  text: string,
): TSESLint.RuleFix[] {
  const last = code.getLastToken(statement) as TSESTree.Token;
  const end = last.value === ';' ? '' : ';';
  const list: Node = statement.parent;
  if (
    list.type !== 'BlockStatement' &&
    list.type !== 'Program' &&
    list.type !== 'SwitchCase' &&
    list.type !== 'StaticBlock'
  ) {
    return [fixer.insertTextBefore(statement, '{ '), fixer.insertTextAfter(statement, `${end} ${text} }`)];
  }
  const before = code.getTokenBefore(statement);
  const isOneLine = before !== null && before.loc.end.line === statement.loc.start.line;
  if (isOneLine) return [fixer.insertTextAfter(statement, `${end} ${text}`)];
  const comment = code.getTokenAfter(statement, { includeComments: true });
  const isAtEnd =
    (comment?.type === 'Line' || comment?.type === 'Block') && comment.loc.start.line === statement.loc.end.line;
  const anchor = isAtEnd ? comment : statement;
  return [fixer.insertTextAfter(anchor, fitStyle(code, `\n${getIndent(code, statement)}${text}`))];
}
