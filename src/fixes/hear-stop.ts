import type { FunctionNode, Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { getPropertyName } from '../source/predicates.ts';
import { fitStyle, getIndent, layOut, pickName } from './layout.ts';

/** Where a worker takes its messages, and what its stop looks like. */
export interface StopBranch {
  readonly port: TSESTree.MemberExpression;
  readonly handler: FunctionNode;
  readonly parameter: TSESTree.Identifier | TSESTree.ObjectPattern;
  readonly message: { readonly value: string; readonly field: string | null };
  readonly isOpaque: boolean;
  readonly timers: readonly string[];
}

const NAMES = ['message', 'request', 'received'] as const;

/**
 * `if (task === 'stop') return parentPort.unref();` in front of all that a listener does: what runs goes on to its end, its
 * answers are sent, and the thread ends when nothing is left. Null where a comment would be lost.
 *
 * @param before what else a stop does
 */
export function hearStop(
  code: SourceCode,
  branch: StopBranch,
  before: readonly string[] = [],
): TSESLint.ReportFixFunction | null {
  const test = getTest(code, branch);
  const lines = [...getBranch(code, branch, test.text, before), ...test.after];
  const body = getBody(code, branch.handler, lines);
  return body && ((fixer) => [...test.edits(fixer), ...widen(branch, fixer), body(fixer)]);
}

interface StopTest {
  readonly text: string;
  /** What the parameter did before. */
  readonly after: readonly string[];
  readonly edits: (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];
}

function getTest(code: SourceCode, { handler, parameter, message, isOpaque }: StopBranch): StopTest {
  const { value, field } = message;
  const base = { after: [], edits: () => [] };
  const read = (name: string): string => (field === null ? name : `${name}${isOpaque ? '?.' : '.'}${field}`);
  if (parameter.type === 'Identifier') return { ...base, text: `${read(parameter.name)} === '${value}'` };
  const own = field === null ? null : findLocal(parameter, field);
  if (own !== null) return { ...base, text: `${own} === '${value}'` };
  const name = pickName(NAMES, [code.getText(handler)]);
  const end = parameter.typeAnnotation?.range[0] ?? parameter.range[1];
  const range: TSESTree.Range = [parameter.range[0], end];
  const pattern = code.text.slice(...range);
  return {
    text: `${read(name)} === '${value}'`,
    after: [`const ${pattern} = ${name};`],
    edits: (fixer) => [fixer.replaceTextRange(range, name)],
  };
}

/** The name that a pattern gives a field. */
function findLocal({ properties }: TSESTree.ObjectPattern, field: string): string | null {
  const found = properties.find((one) => one.type === 'Property' && getPropertyName(one) === field);
  return found?.type === 'Property' && found.value.type === 'Identifier' ? found.value.name : null;
}

function getBranch(
  code: SourceCode,
  { port, timers }: StopBranch,
  test: string,
  before: readonly string[],
): readonly string[] {
  const link = port.optional ? '?.' : '.';
  const end = `${code.getText(port.object)}${link}unref();`;
  const lines = [...before, ...timers.map((timer) => `clearInterval(${timer});`)];
  return lines.length === 0
    ? [`if (${test}) return ${end}`]
    : [`if (${test}) {`, ...[...lines, end, 'return;'].map((line) => `\t${line}`), '}'];
}

/** A parameter with a type has to be told that it may be the word as well. */
function widen({ parameter, message }: StopBranch, fixer: TSESLint.RuleFixer): TSESLint.RuleFix[] {
  const type = parameter.typeAnnotation?.typeAnnotation;
  if (!type || message.field !== null || type.type === 'TSAnyKeyword') return [];
  return [fixer.insertTextAfter(type, ` | '${message.value}'`)];
}

function getBody(
  code: SourceCode,
  handler: FunctionNode,
  lines: readonly string[],
): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix) | null {
  const { body } = handler;
  if (body.type === 'BlockStatement') return insertLines(code, body, lines);
  const arrow = code.getTokenBefore(body, (token) => token.value === '=>');
  if (!arrow || code.getCommentsInside(handler).length > 0) return null;
  const inner = [...lines, `return ${code.getText(body)};`].map((line) => `\t${line}`);
  const text = layOut(code, [' {', ...inner, '}'], getIndent(code, getStatement(handler)));
  return (fixer) => fixer.replaceTextRange([arrow.range[1], handler.range[1]], text);
}

function insertLines(
  code: SourceCode,
  body: TSESTree.BlockStatement,
  lines: readonly string[],
): (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix {
  const open = code.getFirstToken(body) as TSESTree.Token;
  const [first] = body.body;
  const isOneLine = !first || first.loc.start.line === open.loc.end.line;
  if (isOneLine)
    return (fixer) => fixer.insertTextAfter(open, fitStyle(code, ` ${lines.map((line) => line.trim()).join(' ')}`));
  const text = layOut(code, ['', ...lines], getIndent(code, first));
  return (fixer) => fixer.insertTextAfter(open, text);
}

function getStatement(node: Node): Node {
  let outer = node;
  while (outer.parent && outer.parent.type !== 'BlockStatement' && outer.parent.type !== 'Program')
    outer = outer.parent;
  return outer;
}
