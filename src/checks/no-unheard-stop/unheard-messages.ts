import path from 'node:path';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, getStaticString, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { KIND_FIELD } from '../../knowledge/messages.ts';
import { STOP_WORD } from '../../knowledge/stop-words.ts';
import { findHandle } from '../../semantics/find-handle.ts';
import type { Message, WorkerIndex } from '../../source/project-view.ts';
import type { Unheard } from './types.ts';

/** Stop messages to a worker whose file is known and listens for nothing of that kind. */
export function getUnheardMessages(file: SourceFile): Unheard[] {
  return getNodes(file.code, 'CallExpression').flatMap((node): Unheard[] => {
    const callee = unwrap(node.callee);
    if (callee.type !== 'MemberExpression' || getPropertyName(callee) !== 'postMessage') return [];
    const posted = findStopWord(node.arguments[0]);
    const creation = posted && findHandle(file, callee.object)?.creation;
    if (!posted || !creation) return [];
    return findUnheard(file, node, posted, creation) ?? [];
  });
}

function findUnheard(
  file: SourceFile,
  node: TSESTree.CallExpression,
  posted: Pick<Message, 'value' | 'field'>,
  creation: TSESTree.NewExpression,
): Unheard[] | null {
  const find = (index: WorkerIndex): Unheard | null => findInIndex(file, index, node, posted, creation);
  if (!find(file.project.getIndex())) return null;
  const found = find(file.project.getIndex(true));
  return found && [found];
}

function findInIndex(
  file: SourceFile,
  index: WorkerIndex,
  node: TSESTree.CallExpression,
  posted: Pick<Message, 'value' | 'field'>,
  creation: TSESTree.NewExpression,
): Unheard | null {
  const start = index.findTarget(file.filename, creation.loc.start.line);
  if (start?.kind !== 'worker' || start.reason !== 'resolved' || start.target === null) return null;
  const worker = index.findWorker(path.join(index.root, start.target));
  // A listener that compares with nothing takes any message for the request.
  if (!worker || worker.isOpen || (worker.listens && worker.hears.length === 0)) return null;
  if (worker.hears.some(({ value, field }) => value === posted.value && field === posted.field)) return null;
  const heard = worker.hears.filter(({ value }) => STOP_WORD.test(value));
  return { form: 'message', node, value: posted.value, file: start.target, heard };
}

/** The word of `'stop'` or `{ type: 'stop' }`; null for a message that asks for something else. */
function findStopWord(message: Node | undefined): Pick<Message, 'value' | 'field'> | null {
  const value = message && unwrap(message);
  const text = getStaticString(value);
  if (text !== null) return STOP_WORD.test(text) ? { value: text, field: null } : null;
  if (value?.type !== 'ObjectExpression') return null;
  for (const property of value.properties) {
    if (property.type !== 'Property') return null;
    const field = getPropertyName(property) ?? '';
    const word = getStaticString(property.value);
    if (KIND_FIELD.test(field) && word !== null && STOP_WORD.test(word)) return { value: word, field };
  }
  return null;
}
