import { findOrigin } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getPropertyName, getStaticString, listProperties } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { getEndAfterAbort } from './ends-after.ts';
import type { HelperStop } from './types.ts';

/** What the stop helper (`graceful init --helper`) calls the signal that the owner's message aborts. */
const STOP_SIGNAL = 'stopSignal';
/** What it calls the function that asks a worker by that message. */
const STOP_WORKER = 'stopWorker';
const MESSAGE = 'stop';

/** The stops that a file hears by the project's stop helper: `stopSignal()`, `stopSignal({ message: 'quit' })`. */
export function listHelperStops(file: SourceFile): HelperStop[] {
  if (!file.code.text.includes(STOP_SIGNAL)) return [];
  return getNodes(file.code, 'CallExpression').flatMap((call) => {
    const origin = findOrigin(file, call.callee);
    const value = origin?.path === STOP_SIGNAL && origin.module !== '' ? getMessage(call.arguments[0]) : null;
    return value === null || !origin ? [] : [{ specifier: origin.module, value, end: getEndAfterAbort(file, call) }];
  });
}

interface HelperPost {
  readonly value: string;
  readonly field: null;
  readonly line: number;
  /** Where the function is imported from. */
  readonly helper: string;
}

/** The messages that a file posts by the helper: `stopWorker(worker)`, `stopWorker(worker, { message: 'quit' })`. */
export function listHelperPosts(file: SourceFile): HelperPost[] {
  if (!file.code.text.includes(STOP_WORKER)) return [];
  return getNodes(file.code, 'CallExpression').flatMap((call) => {
    const origin = findOrigin(file, call.callee);
    const [, options] = call.arguments;
    const value = origin?.path === STOP_WORKER && origin.module !== '' ? getPosted(options) : null;
    return value === null || !origin ? [] : [{ value, field: null, line: call.loc.start.line, helper: origin.module }];
  });
}

/** Other options stand beside the message. */
function getPosted(options: Node | undefined): string | null {
  if (!options) return MESSAGE;
  if (options.type !== 'ObjectExpression' || options.properties.some(({ type }) => type !== 'Property')) return null;
  const given = listProperties(options).find(({ name }) => name === 'message');
  return given ? getStaticString(given.value) : MESSAGE;
}

function getMessage(options: Node | undefined): string | null {
  if (!options) return MESSAGE;
  const [only, ...rest] = options.type === 'ObjectExpression' ? options.properties : [];
  const isMessage = only?.type === 'Property' && rest.length === 0 && getPropertyName(only) === 'message';
  return isMessage ? getStaticString(only.value) : null;
}
