import path from 'node:path';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { Callable } from '../../source/summary.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { findOwnFunction } from './own-function.ts';
import { isOwnModule, linkCallable } from './link-callable.ts';
import { summarizeCallable } from './summarize-callable.ts';

const getKnown = oncePerFile(() => ({
  own: new Map<FunctionNode, Callable | null>(),
  imported: new Map<string, Callable | null>(),
}));

/** What is known about the function that a callee means, in this file or another of the project; null for any other. */
export function findCallable(file: SourceFile, callee: Node): Callable | null {
  const fn = findOwnFunction(file, callee);
  return fn ? findOfFunction(file, fn) : findImported(file, callee);
}

function findOfFunction(file: SourceFile, fn: FunctionNode): Callable | null {
  const { own } = getKnown(file);
  const known = own.get(fn);
  if (known !== undefined) return known;
  const summary = summarizeCallable(file, fn);
  const callable =
    summary &&
    linkCallable(summary, {
      findCallable: ({ specifier, name }) => ask(file, specifier, name),
      findSignalType: ({ specifier, name }) => {
        const filename = findPath(file);
        return filename === null ? null : file.project.findSignalType(filename, specifier, name);
      },
    });
  own.set(fn, callable);
  return callable;
}

function findImported(file: SourceFile, callee: Node): Callable | null {
  const origin = findOrigin(file, callee);
  return origin && isOwnModule(file, origin.module) ? ask(file, origin.module, origin.path) : null;
}

function ask(file: SourceFile, specifier: string, name: string): Callable | null {
  const filename = findPath(file);
  if (filename === null) return null;
  const { imported } = getKnown(file);
  const key = `${specifier}#${name}`;
  let callable = imported.get(key);
  if (callable === undefined) {
    imported.set(key, null);
    callable = file.project.findCallable(filename, specifier, name);
    imported.set(key, callable);
  }
  return callable;
}

/** The absolute path; null for a text without a file. */
function findPath({ filename, root }: SourceFile): string | null {
  return filename.startsWith('<') ? null : path.resolve(root, filename);
}
