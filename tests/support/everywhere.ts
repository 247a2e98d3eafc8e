import type { Case } from './rule-case.ts';

/**
 * The same cases with `everywhere` on, as strict has it: one file alone does not show what its worker holds, and what is
 * not known is reported by recommended in few places only.
 */
export function everywhere<C extends Case>(cases: readonly C[]): C[] {
  return cases.map((one) => ({ ...one, options: [{ everywhere: true, ...one.options?.[0] }] }));
}
