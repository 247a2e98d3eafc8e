import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, getStaticString } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { escapePattern } from '../../kit/escape-pattern.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findVariable } from '../../semantics/functions.ts';
import type { Handle } from '../../semantics/find-handle.ts';
import { STOP_WORD } from '../../knowledge/stop-words.ts';
import { findHeardStop } from './heard-stop.ts';

const STOP_TEST = /(?:([\w$]+)\s*={2,3}\s*|case\s+)(['"`])([\w -]+)\2/g;

/**
 * The source text of the message that asks this worker to stop: from its own code where that is in this file (an
 * `eval: true` source, or the file itself), else as the worker index tells. Null when it has no branch for a stop.
 */
export function findStopMessage(file: SourceFile, handle: Handle): string | null {
  const { creation } = handle;
  const [source, options] = creation?.arguments ?? [];
  if (!creation || !source) return null;
  if (options && isEval(options)) return findInText(getStaticString(source) ?? findConstantText(file, source));
  return isOwnFile(source) ? findInFile(file) : findHeardStop(file, creation);
}

function isEval(options: Node): boolean {
  return (
    options.type === 'ObjectExpression' &&
    options.properties.some(
      (p) =>
        p.type === 'Property' && getPropertyName(p) === 'eval' && p.value.type === 'Literal' && p.value.value === true,
    )
  );
}

function findConstantText(file: SourceFile, source: Node): string | null {
  if (source.type !== 'Identifier') return null;
  const declarator = getNodes(file.code, 'VariableDeclarator').find(
    ({ id }) => id.type === 'Identifier' && id.name === source.name,
  );
  return getStaticString(declarator?.init);
}

/** `new Worker(__filename)`, `new Worker(new URL(import.meta.url))`: owner and worker are one file. */
function isOwnFile(source: Node): boolean {
  if (source.type === 'Identifier') return source.name === '__filename';
  if (source.type === 'NewExpression') return source.arguments.length === 1 && isOwnFile(source.arguments[0] as Node);
  if (source.type === 'CallExpression') return source.arguments.length === 1 && isOwnFile(source.arguments[0] as Node);
  return (
    source.type === 'MemberExpression' &&
    source.object.type === 'MetaProperty' &&
    ['url', 'filename'].includes(getPropertyName(source) ?? '')
  );
}

function findInText(text: string | null): string | null {
  for (const [, field, , word = ''] of text?.matchAll(STOP_TEST) ?? []) {
    if (STOP_WORD.test(word)) return toMessage(field ?? null, word, text ?? '');
  }
  return null;
}

function toMessage(field: string | null, word: string, text: string): string {
  if (field === null) return `'${word}'`;
  const isField = new RegExp(`\\.\\s*${escapePattern(field)}\\s*={2,3}`).test(text);
  return getMessage(isField ? field : findDestructured(field, text), word);
}

/** `type` in `({ type }) => type === 'stop'`, `kind` in `const { kind: type } = message`: the field that a name stands for. */
function findDestructured(name: string, text: string): string | null {
  const pattern = new RegExp(
    `\\{(?:[^{}]*,)?\\s*(?:([\\w$]+)\\s*:\\s*)?${escapePattern(name)}\\s*(?:,[^{}]*)?\\}[\\s}]*(?:\\)|=(?!=))`,
  );
  const found = pattern.exec(text);
  return found && (found[1] ?? name);
}

/** The event's `data` is the message itself. */
function getMessage(field: string | null, word: string): string {
  return field === null || field === 'data' ? `'${word}'` : `{ ${field}: '${word}' }`;
}

function findInFile(file: SourceFile): string | null {
  for (const test of getNodes(file.code, 'BinaryExpression')) {
    if (test.operator !== '===' && test.operator !== '==') continue;
    const word = getStaticString(test.right);
    if (word !== null && STOP_WORD.test(word)) return toMessageOf(file, test.left, word);
  }
  for (const branch of getNodes(file.code, 'SwitchCase')) {
    const word = getStaticString(branch.test);
    if (word !== null && STOP_WORD.test(word)) return toMessageOf(file, branch.parent.discriminant, word);
  }
  return null;
}

function toMessageOf(file: SourceFile, compared: TSESTree.Node, word: string): string {
  if (compared.type === 'MemberExpression') return getMessage(getPropertyName(compared), word);
  const name = compared.type === 'Identifier' ? findVariable(file, compared)?.defs[0]?.name : undefined;
  const property = (name as Node | undefined)?.parent;
  const isDestructured = property?.type === 'Property' && property.parent.type === 'ObjectPattern';
  return getMessage(isDestructured ? getPropertyName(property) : null, word);
}
