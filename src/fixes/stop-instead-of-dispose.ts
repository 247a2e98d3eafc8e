import type { SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import { getGlobal } from './names-in-scope.ts';
import { braces, getIndent, layOut, pickName } from './layout.ts';
import { embed } from './write-at-site.ts';

/**
 * `await using worker = new Worker(f); rest` -> `const worker = …; try { rest } finally { ask, wait, kill last }`, or
 * without the `try` where the rest holds imports or exports, which have to stay where they are.
 */
export function stopInsteadOfDispose(
  code: SourceCode,
  declarator: TSESTree.VariableDeclarator,
  message: string,
  graceMs: number,
): TSESLint.ReportFixFunction | null {
  const declaration = declarator.parent;
  const block = declaration.parent;
  const last = block.type === 'BlockStatement' || block.type === 'Program' ? block.body.at(-1) : null;
  if (!last || declarator.id.type !== 'Identifier') return null;
  const indent = getIndent(code, declaration);
  const rest = (block as TSESTree.Program).body.slice((block as TSESTree.Program).body.indexOf(declaration) + 1);
  const isInModule = rest.some(({ type }) => /^(?:Import|Export)/.test(type));
  const end = getEnd(code, declarator, message, graceMs);
  const lines = isInModule ? ['', ...end] : ['', ...braces(end, '} finally ')];
  return (fixer) => [
    ...separate(code, fixer, declarator, isInModule ? [] : ['try {']),
    fixer.insertTextAfter(last, layOut(code, lines, indent)),
  ];
}

/** Gives the worker a `const` of its own; what is declared beside it stays `await using`. */
function* separate(
  code: SourceCode,
  fixer: TSESLint.RuleFixer,
  declarator: TSESTree.VariableDeclarator,
  open: readonly string[],
): Generator<TSESLint.RuleFix> {
  const declaration = declarator.parent;
  const indent = getIndent(code, declaration);
  const all: readonly TSESTree.Node[] = declaration.declarations;
  const index = all.indexOf(declarator);
  const comma = index > 0 ? code.getTokenBefore(declarator) : null;
  const [first, second] = code.getFirstTokens(declaration, 2) as [TSESTree.Token, TSESTree.Token];
  const begin = layOut(code, [';', 'const'], indent);
  yield comma ? fixer.replaceText(comma, begin) : fixer.replaceTextRange([first.range[0], second.range[1]], 'const');
  const next = index < all.length - 1 ? code.getTokenAfter(declarator) : null;
  yield next
    ? fixer.replaceText(next, layOut(code, [';', ...open, 'await using'], indent))
    : fixer.insertTextAfter(declaration, layOut(code, ['', ...open], indent));
}

function getEnd(code: SourceCode, { id }: TSESTree.VariableDeclarator, message: string, graceMs: number): string[] {
  const name = (id as TSESTree.Identifier).name;
  const resolve = pickName(['resolve', 'done'], [name, message]);
  const deadline = pickName(['deadline', 'timer'], [name, message]);
  const exitCode = pickName(['code', 'exitCode'], [name, message]);
  const lines = [
    `const ${deadline} = ${getGlobal(code, id, 'setTimeout')}(() => ${resolve}(${name}.terminate()), ${graceMs});`,
    ...braces(
      [`${getGlobal(code, id, 'clearTimeout')}(${deadline});`, `${resolve}(${exitCode});`],
      `${name}.once('exit', (${exitCode}) => `,
      ');',
    ),
    `${name}.postMessage(${message});`,
  ];
  return embed('await ', braces(lines, `new Promise((${resolve}) => `, ')'), ';');
}
