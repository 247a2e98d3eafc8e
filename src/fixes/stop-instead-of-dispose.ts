import type { SourceCode, TSESLint, TSESTree } from '../ast/types.ts';

/**
 * `await using worker = new Worker(f); rest` -> `const worker = …; try { rest } finally { ask, wait, kill last }`.
 * Null where the declaration holds more than one worker or is not in a block of its own.
 */
export function stopInsteadOfDispose(
  code: SourceCode,
  declarator: TSESTree.VariableDeclarator,
  message: string,
  graceMs: number,
): TSESLint.ReportFixFunction | null {
  const declaration = declarator.parent;
  const block = declaration.parent;
  if (declaration.declarations.length !== 1 || declarator.id.type !== 'Identifier') return null;
  if (block.type !== 'BlockStatement' && block.type !== 'Program') return null;
  const last = block.body.at(-1);
  const keyword = code.getFirstTokens(declaration, 2);
  if (!last || keyword.length !== 2) return null;
  const [first, second] = keyword as [TSESTree.Token, TSESTree.Token];
  const name = declarator.id.name;
  const end = [
    `await new Promise((resolve) => {`,
    `  const deadline = setTimeout(() => resolve(${name}.terminate()), ${graceMs});`,
    `  ${name}.once('exit', (code) => {`,
    `    clearTimeout(deadline);`,
    `    resolve(code);`,
    `  });`,
    `  ${name}.postMessage(${message});`,
    `});`,
  ].map((line) => `  ${line}`);
  return (fixer) => [
    fixer.replaceTextRange([first.range[0], second.range[1]], 'const'),
    fixer.insertTextAfter(declaration, '\ntry {'),
    fixer.insertTextAfter(last, `\n} finally {\n${end.join('\n')}\n}`),
  ];
}
