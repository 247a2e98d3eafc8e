import type { Finding } from './records.ts';

/** Verdicts that hold as long as the state that they tell of: `pending` (of workers) and `main` now, `atSignal` if a signal ended the program. */
export type ProvisionalKind = 'pending' | 'main' | 'atSignal';

export interface Provisional {
  set(kind: ProvisionalKind, findings: readonly Finding[]): void;
  get(kind: ProvisionalKind): readonly Finding[];
}

/** Milliseconds after which what has only grown older is told anew. */
const REFRESH = 1000;

export function createProvisional(onChange: () => void): Provisional {
  const kept: Record<ProvisionalKind, readonly Finding[]> = { pending: [], main: [], atSignal: [] };
  const keys: Record<ProvisionalKind, string> = { pending: '', main: '', atSignal: '' };
  let toldAt = 0;
  return {
    get: (kind) => kept[kind],
    set(kind, findings) {
      kept[kind] = findings;
      // What is said, but for the numbers that grow.
      const key = findings.map(({ rule, message, at }) => JSON.stringify([rule, message, at[0]])).join();
      const shape = key.replace(/\d+ (?:ms|s|message|request)/g, '');
      const now = Date.now();
      if (shape === keys[kind] && (findings.length === 0 || now - toldAt < REFRESH)) return;
      keys[kind] = shape;
      toldAt = now;
      onChange();
    },
  };
}
