import type { FunctionNode, LoopNode, Node, TSESLint, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { endQuietly } from './end-quietly.ts';
import { getCheck, insertFirst } from './leave-on-abort.ts';
import { getProperty } from './platform-wait.ts';
import type { SignalSource } from './stop-source.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** `while (true)` -> `while (!signal.aborted)`, for each kind of endless head. Null for loops that have another test. */
export function testSignalInLoop(file: SourceFile, loop: LoopNode, source: SignalSource): Edits | null {
  const head = replaceTest(file, loop, `!${getCheck(source)}`);
  return head && ((fixer) => [head(fixer), ...source.edits(fixer)]);
}

/** `signal.throwIfAborted()` at the start of each turn: for a function that has to return a value when its loop ends. */
export function throwInLoop(file: SourceFile, { body }: LoopNode, source: SignalSource): Edits | null {
  if (body.type !== 'BlockStatement') return null;
  const check = `${source.text}${source.isOptional ? '?.' : '.'}throwIfAborted();`;
  return (fixer) => [insertFirst(file.code, fixer, body, check), ...source.edits(fixer)];
}

/** `if (signal.aborted) return;` as the first statement of a function that starts itself again by `round`. */
export function leaveFirst(file: SourceFile, fn: FunctionNode, source: SignalSource, round: Node): Edits | null {
  const { body } = fn;
  const check = `if (${getCheck(source)}) return;`;
  const passOn = getPassOn(file, fn, source, round);
  if (body.type === 'BlockStatement') {
    return (fixer) => [insertFirst(file.code, fixer, body, check), ...source.edits(fixer), ...passOn(fixer)];
  }
  const open = file.code.getTokenBefore(body);
  if (open?.value !== '=>') return null;
  return (fixer) => [
    fixer.insertTextBefore(body, `{ ${check} `),
    fixer.insertTextAfter(body, '; }'),
    ...source.edits(fixer),
    ...passOn(fixer),
  ];
}

/** A signal that comes as a parameter has to be passed to the next round as well. */
function getPassOn(file: SourceFile, fn: FunctionNode, source: SignalSource, round: Node): Edits {
  const isOwnParameter = source.isOptional && !source.isOwn && fn.params.length === 0 && source.text === 'signal';
  if (!isOwnParameter || round.type !== 'CallExpression' || round.arguments.length > 0) return () => [];
  const close = file.code.getLastToken(round);
  return (fixer) => (close ? [fixer.insertTextBefore(close, '{ signal }')] : []);
}

/** `if (task === 'stop') break;` in an iteration over the owner's messages. */
export function leaveOnMessage(file: SourceFile, { left, body }: TSESTree.ForOfStatement): Edits | null {
  const pattern = left.type === 'VariableDeclaration' ? left.declarations[0].id : left;
  const message = pattern.type === 'ArrayPattern' ? pattern.elements[0] : null;
  if (message?.type !== 'Identifier' || body.type !== 'BlockStatement') return null;
  return (fixer) => [insertFirst(file.code, fixer, body, `if (${message.name} === 'stop') break;`)];
}

/** `{ signal }` into the iterator of an endless `for await`, whose abort ends it without an error that nobody catches. */
export function addIteratorSignal(
  file: SourceFile,
  call: TSESTree.CallExpression,
  source: SignalSource,
  unexpected: TSESTree.ForOfStatement | null,
): Edits | null {
  const option = addIteratorOption(file, call, getProperty(source));
  return (
    option &&
    ((fixer) => [
      ...option(fixer),
      ...source.edits(fixer),
      ...(unexpected ? endQuietly(file.code, fixer, unexpected, source) : []),
    ])
  );
}

/** `{ close: ['close'] }` or another property into the options of `on()` or `setInterval()`. */
export function addIteratorOption(file: SourceFile, call: TSESTree.CallExpression, property: string): Edits | null {
  const [first, second, options] = call.arguments;
  if (!first || call.arguments.some(({ type }) => type === 'SpreadElement')) return null;
  if (!options) {
    const text = second ? `, { ${property} }` : `, undefined, { ${property} }`;
    return (fixer) => [fixer.insertTextAfter(second ?? first, text)];
  }
  if (options.type !== 'ObjectExpression') return null;
  const last = options.properties.at(-1);
  if (last) return (fixer) => [fixer.insertTextAfter(last, `, ${property}`)];
  return file.code.getCommentsInside(options).length > 0
    ? null
    : (fixer) => [fixer.replaceText(options, `{ ${property} }`)];
}

/** A further test of an endless head; null where a comment would be lost, and for heads that are not endless. */
export function replaceTest(
  file: SourceFile,
  loop: LoopNode,
  test: string,
): ((fixer: TSESLint.RuleFixer) => TSESLint.RuleFix) | null {
  if (
    loop.type === 'WhileStatement' ||
    loop.type === 'DoWhileStatement' ||
    (loop.type === 'ForStatement' && loop.test)
  ) {
    const old = loop.test as TSESTree.Expression;
    if (file.code.getCommentsInside(old).length > 0) return null;
    const isFlag = old.type !== 'Literal' && !(old.type === 'UnaryExpression' && old.argument.type === 'Literal');
    return (fixer) => fixer.replaceText(old, isFlag ? `${wrap(file, old)} && ${test}` : test);
  }
  if (loop.type !== 'ForStatement') return null;
  const semicolons = file.code
    .getTokens(loop)
    .filter((token) => token.value === ';' && token.range[1] <= loop.body.range[0]);
  const first = semicolons.find((token) => token.range[0] >= (loop.init?.range[1] ?? 0)) ?? null;
  return first && ((fixer) => fixer.insertTextAfter(first, ` ${test}`));
}

function wrap(file: SourceFile, node: Node): string {
  const text = file.code.getText(node);
  const isTight = !/^(?:LogicalExpression|ConditionalExpression|AssignmentExpression|SequenceExpression)$/.test(
    node.type,
  );
  return isTight || (node.type === 'LogicalExpression' && node.operator === '&&') ? text : `(${text})`;
}
