import { walk } from '../source/node-index.ts';
import { findVariable } from '../source/variables.ts';
import { isFunction, isInside } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Node, TSESLint, TSESTree } from '../source/types.ts';
import { getIndent, layOut } from './layout.ts';

/**
 * Puts what stands between an acquisition and the last release of the same block into `try`, and the release into
 * `finally`. Earlier releases go where a plain `return` comes right behind them. Null where the order of things would
 * change, where a name would be hidden from the code behind, or where the text cannot be moved as it is.
 */
export function releaseInFinally(
  file: SourceFile,
  acquisition: Node,
  releases: readonly Node[],
): TSESLint.ReportFixFunction | null {
  const { code } = file;
  const first = findStatement(acquisition);
  const block = first?.parent;
  if (!first || (block?.type !== 'BlockStatement' && block?.type !== 'Program')) return null;
  const body: readonly TSESTree.Statement[] = block.body;
  const statements = releases.map(findStatement);
  const last = statements.findLast((one) => one?.parent === block) ?? null;
  const start = body[body.indexOf(first) + 1];
  if (!last || !start || start === last || body.indexOf(last) < body.indexOf(first)) return null;
  const earlier = statements.filter((one) => one !== last);
  const cut = earlier.flatMap((one) => (one && isRightBeforeReturn(one) && isInside(one, block) ? [one] : []));
  if (cut.length !== earlier.length || earlier.some((one) => one && one.range[0] > last.range[0])) return null;
  const rest = body.slice(body.indexOf(last) + 1);
  const isNeeded = hidesNames(file, body.slice(body.indexOf(start), body.indexOf(last)), rest);
  const tail = isNeeded && rest.length === 1 && rest[0] && isPlainReturn(rest[0]) ? rest[0] : null;
  if (isNeeded && !tail) return null;
  const end = tail ?? last;
  const text = cutOut(code, [start.range[0], end.range[1]], [...cut, last]);
  if (text === null) return null;
  const indent = getIndent(code, first);
  const lines = text.split(/\r?\n/).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line));
  const moved = lines
    .filter((line, i) => line.trim() !== '' || lines[i - 1]?.trim() !== '')
    .map((line) => (line.trim() === '' ? '' : `\t${line.trimEnd()}`));
  while (moved.at(-1) === '') moved.pop();
  const wrapped = layOut(code, ['try {', ...moved, '} finally {', `\t${code.getText(last)}`, '}'], indent).replace(
    /^[ \t]+(?=\r?$)/gm,
    '',
  );
  return (fixer) => fixer.replaceTextRange([start.range[0], end.range[1]], wrapped);
}

function findStatement(node: Node): TSESTree.Statement | null {
  for (let current = node; current.parent && !isFunction(current); current = current.parent) {
    const { parent } = current;
    if (parent.type === 'BlockStatement' || parent.type === 'Program') {
      const isPlain =
        current.type === 'ExpressionStatement' ||
        current.type === 'VariableDeclaration' ||
        current.type === 'WhileStatement';
      return isPlain ? (current as TSESTree.Statement) : null;
    }
  }
  return null;
}

/** `release(); return items;`, where the value does nothing of its own. */
function isRightBeforeReturn(statement: TSESTree.Statement): boolean {
  const { parent } = statement;
  if (parent.type !== 'BlockStatement') return false;
  const next = parent.body[parent.body.indexOf(statement) + 1];
  return next !== undefined && isPlainReturn(next);
}

function isPlainReturn(statement: TSESTree.Statement): boolean {
  if (statement.type !== 'ReturnStatement') return false;
  const { argument } = statement;
  return !argument || /^(?:Identifier|Literal|ThisExpression)$/.test(argument.type) || isPlainMember(argument);
}

function isPlainMember(node: Node): boolean {
  if (node.type !== 'MemberExpression' || node.computed)
    return node.type === 'Identifier' || node.type === 'ThisExpression';
  return isPlainMember(node.object);
}

/** Would the code behind no longer see what is declared in between? */
function hidesNames(file: SourceFile, moved: readonly Node[], rest: readonly Node[]): boolean {
  const declared = moved.flatMap((statement) => {
    if (
      statement.type !== 'VariableDeclaration' &&
      statement.type !== 'FunctionDeclaration' &&
      statement.type !== 'ClassDeclaration'
    )
      return [];
    return file.code.scopeManager?.getDeclaredVariables(statement) ?? [];
  });
  const all = moved.flatMap((statement) =>
    statement.type === 'VariableDeclaration'
      ? statement.declarations.flatMap((one) => file.code.scopeManager?.getDeclaredVariables(one) ?? [])
      : [],
  );
  const names = new Set<unknown>([...declared, ...all]);
  return rest.some((statement) =>
    [...walk(file.code, statement)].some((node) => {
      const variable = node.type === 'Identifier' ? findVariable(file, node) : null;
      return variable !== null && names.has(variable);
    }),
  );
}

/** The text of a range without some statements and the lines that they leave empty; null where it cannot be shifted. */
function cutOut(code: SourceFile['code'], range: TSESTree.Range, cut: readonly TSESTree.Statement[]): string | null {
  const spans = [...cut].sort((a, b) => a.range[0] - b.range[0]);
  let text = '';
  let at = range[0];
  for (const { range: own } of spans) {
    const before = code.text.slice(at, own[0]);
    const isWholeLine = /\n[ \t]*$/.test(before) && /^[ \t]*(?:\r?\n|$)/.test(code.text.slice(own[1]));
    text += isWholeLine ? before.replace(/\r?\n[ \t]*$/, '') : before;
    at = own[1];
  }
  text += code.text.slice(at, range[1]);
  return /`[^`]*\n[^`]*`/.test(text) ? null : text;
}
