import type { FunctionNode, LoopNode, Node, TSESLint, TSESTree } from '../ast/types.ts';
import type { SourceFile } from '../kit/source-file.ts';
import { insertImport } from './insert-import.ts';
import type { SignalSource } from './stop-source.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** `while (true)` -> `while (!signal.aborted)`, for each kind of endless head. Null for loops that have another test. */
export function testSignalInLoop(file: SourceFile, loop: LoopNode, source: SignalSource): Edits | null {
  const head = replaceTest(file, loop, getCheck(source, '!'));
  return head && ((fixer) => [head(fixer), ...source.edits(fixer)]);
}

/** The same, and the loop gives the event loop a turn, so that the signal can change (facts 4: setImmediate, 1 µs). */
export function testSignalAndYield(file: SourceFile, loop: LoopNode, source: SignalSource): Edits | null {
  const head = replaceTest(file, loop, getCheck(source, '!'));
  const block = loop.body.type === 'BlockStatement' ? loop.body : null;
  const edit = insertImport(file.code, { module: 'node:timers/promises', name: 'setImmediate', local: 'nextTurn' });
  const first = block?.body[0];
  if (!head || !block || !edit) return null;
  const turn = `await ${edit.local}();`;
  const open = file.code.getFirstToken(block) as TSESTree.Token;
  const indent = first && first.loc.start.line > open.loc.start.line ? `\n${' '.repeat(first.loc.start.column)}` : ' ';
  return (fixer) => [
    head(fixer),
    fixer.insertTextAfter(open, `${indent}${turn}${first ? '' : ' '}`),
    ...source.edits(fixer),
    ...(edit.fix ? [edit.fix(fixer)] : []),
  ];
}

/** A loop that never yields sees nothing but shared memory: `Atomics.load` on a flag that the owner hands over (facts 4a). */
export function testSharedFlag(file: SourceFile, loop: LoopNode): Edits | null {
  const edit = insertImport(file.code, { module: 'node:worker_threads', name: 'workerData', local: 'workerData' });
  const head = edit && replaceTest(file, loop, `Atomics.load(${edit.local}.stopFlag, 0) === 0`);
  return head && ((fixer) => [head(fixer), ...(edit.fix ? [edit.fix(fixer)] : [])]);
}

/** `if (signal.aborted) return;` as the first statement of a function that starts itself again. */
export function leaveFirst(file: SourceFile, fn: FunctionNode, source: SignalSource): Edits | null {
  if (fn.body.type !== 'BlockStatement') return null;
  const open = file.code.getFirstToken(fn.body) as TSESTree.Token;
  const first = fn.body.body[0];
  const indent = first && first.loc.start.line > open.loc.start.line ? `\n${' '.repeat(first.loc.start.column)}` : ' ';
  return (fixer) => [fixer.insertTextAfter(open, `${indent}if (${getCheck(source, '')}) return;`), ...source.edits(fixer)];
}

/** `{ signal }` or `{ close: ['close'] }` into the iterator of an endless `for await`. */
export function addIteratorOption(call: TSESTree.CallExpression, property: string, source: SignalSource | null): Edits | null {
  const [first, second, options] = call.arguments;
  if (!first || (options && options.type !== 'ObjectExpression')) return null;
  const edits = source ? source.edits : (): TSESLint.RuleFix[] => [];
  if (options) {
    const last = options.properties.at(-1);
    return (fixer) => [last ? fixer.insertTextAfter(last, `, ${property}`) : fixer.replaceText(options, `{ ${property} }`), ...edits(fixer)];
  }
  const text = second ? `, { ${property} }` : `, undefined, { ${property} }`;
  return (fixer) => [fixer.insertTextAfter(second ?? first, text), ...edits(fixer)];
}

function getCheck({ text, isOptional }: SignalSource, not: '!' | ''): string {
  return `${not}${text}${isOptional ? '?.' : '.'}aborted`;
}

function replaceTest(file: SourceFile, loop: LoopNode, test: string): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix) | null {
  if (loop.type === 'WhileStatement' || loop.type === 'DoWhileStatement') {
    const old: Node = loop.test;
    if (file.code.getCommentsInside(old as TSESTree.Node).length > 0) return null;
    const isFlag = old.type !== 'Literal' && !(old.type === 'UnaryExpression' && old.argument.type === 'Literal');
    return (fixer) => fixer.replaceText(old as TSESTree.Node, isFlag ? `${wrap(file, old)} && ${test}` : test);
  }
  if (loop.type !== 'ForStatement' || loop.test) return null;
  const semicolons = file.code.getTokens(loop).filter((token) => token.value === ';' && token.range[1] <= loop.body.range[0]);
  const [first] = semicolons;
  return first ? (fixer) => fixer.insertTextAfter(first, ` ${test}`) : null;
}

function wrap(file: SourceFile, node: Node): string {
  const text = file.code.getText(node as TSESTree.Node);
  return node.type === 'LogicalExpression' && node.operator !== '&&' ? `(${text})` : text;
}
