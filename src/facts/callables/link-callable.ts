import { mayLeadHome } from '../../project/own-package.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Callable, CallableSummary, SignalAnswer, SignalSlot, SymbolRef } from '../../source/summary.ts';

/** How a question about another file is answered. */
export interface Linker {
  findCallable(ref: SymbolRef): Callable | null;
  findSignalType(ref: SymbolRef): SignalAnswer | null;
}

/** What is known about a function when other files have answered what its summary leaves to them. */
export function linkCallable(summary: CallableSummary, linker: Linker): Callable {
  const { slots, calls, ...own } = summary;
  const stop = { checksStop: own.checksStop, throwsOnAbort: own.throwsOnAbort };
  for (const call of own.throwsOnAbort ? [] : calls) {
    const callee = linker.findCallable(call);
    const throws = callee?.throwsOnAbort === true && callee.checksStop === 'own' && (call.isAwaited || !callee.isAsync);
    if (throws) Object.assign(stop, { checksStop: 'own', throwsOnAbort: true });
    if (throws) break;
  }
  return { ...own, ...stop, signal: findSlot(slots, linker) };
}

function findSlot(slots: CallableSummary['slots'], linker: Linker): SignalSlot | null {
  for (const slot of slots) {
    if ('option' in slot) return slot;
    for (const ref of slot.types) {
      const type = linker.findSignalType(ref);
      if (type?.mayBeSignal) return { position: slot.position, option: null };
      if (type && type.option !== null) return { position: slot.position, option: type.option };
    }
  }
  return null;
}

/** Is the module named the way the files of a project name each other: by path, an alias, a package of the same repository? */
export function isOwnModule(file: SourceFile, specifier: string): boolean {
  return /^(?:\.|#|~|@\/)/.test(specifier) || mayLeadHome(file, specifier);
}
