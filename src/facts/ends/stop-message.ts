import { isBuiltin } from 'node:module';
import { findValue } from '../../semantics/functions.ts';
import { getImports } from '../../semantics/imports.ts';
import type { Handle } from '../../semantics/find-handle.ts';
import { parseSource } from '../../source/parse.ts';
import type { WorkerStop } from '../../source/project-view.ts';
import { getPropertyName, getStaticString } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { getListening } from '../messages/listening.ts';
import { joinThreadStops } from '../messages/thread-stops.ts';
import { findSurest, printMessage } from './heard-stop.ts';
import { listWorkers } from './worker-files.ts';

/**
 * The source text of the message after which this worker ends by itself: by its own code where that is in this file (an
 * `eval: true` source, or the file itself), else as the worker index tells. Null where none is seen to end it: to post a
 * word that is not heard, or heard but not obeyed, only adds a wait to the kill.
 */
export function findStopMessage(file: SourceFile, handle: Handle): string | null {
  const { creation } = handle;
  if (!creation?.arguments[0]) return null;
  const stop = findSurest(listStops(file, handle, creation).filter(({ ends }) => ends === 'yes'));
  return stop && printMessage(stop);
}

/** The worker's code where it stands in this file; null where it does but cannot be read, undefined where it does not. */
export function findOwnSource(file: SourceFile, creation: TSESTree.NewExpression): SourceFile | null | undefined {
  const [source, options] = creation.arguments;
  if (!source) return undefined;
  return options && isEval(options) ? findEvaluated(file, source) : isOwnFile(source) ? file : undefined;
}

function listStops(file: SourceFile, handle: Handle, creation: TSESTree.NewExpression): readonly WorkerStop[] {
  const own = findOwnSource(file, creation);
  if (own && own !== file) return listOwnStops(own);
  const [started] = listWorkers(file, handle);
  return started?.stops ?? (own ? listOwnStops(own) : []);
}

/** Of a thread that is this file alone, as far as it loads no other. */
function listOwnStops(file: SourceFile): readonly WorkerStop[] {
  const listening = getListening(file);
  const { entries, hasUnknown } = getImports(file);
  const isAlone = !hasUnknown && entries.every(({ specifier }) => isBuiltin(specifier));
  const ends = listening.endsAfter.map((end) => ({ ...end, file: file.filename }));
  return joinThreadStops([{ file: file.filename, listening, ends }], isAlone);
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

function findEvaluated(file: SourceFile, source: Node): SourceFile | null {
  const text = getStaticString(source) ?? getStaticString(findValue(file, source));
  return text === null ? null : parseSource(file, text);
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
