/** An export of another module, as a file of the project names it: the module's specifier, and a name or path of names. */
export interface SymbolRef {
  readonly specifier: string;
  readonly name: string;
}

/** Where a function takes its signal. */
export interface SignalSlot {
  /** Position of the argument that is, or holds, the signal; `last` where it comes after any number of others. */
  readonly position: number | 'last';
  /** The property of an options object that takes it; null where the argument is the signal itself. */
  readonly option: string | null;
}

/** An argument whose type another file declares: a slot if that type is, or has, a signal. */
export interface OpenSlot {
  readonly position: number;
  readonly types: readonly SymbolRef[];
}

/** What a type says of signals when all is known. */
export interface SignalAnswer {
  /** May the value be an AbortSignal, among other things? */
  readonly mayBeSignal: boolean;
  /** The property that is one. */
  readonly option: string | null;
}

/** What a type says of signals itself. */
export interface SignalType extends SignalAnswer {
  /** Is the value an AbortSignal, or may it be missing? */
  readonly isSignal: boolean;
  /** Types of other files that it is made of, which may say more. */
  readonly types: readonly SymbolRef[];
}

/** How long a function that does nothing but pause does so: what a parameter says (or its default), or so many ms. */
export type PauseDelay =
  { readonly parameter: number; readonly otherwise: number | null } | { readonly ms: number } | 'unknown';

interface Stopping {
  readonly pause: { readonly delay: PauseDelay } | null;
  /** Whose stop the function looks at: one that its module hears of (`own`), or that of a signal which it is given. */
  readonly checksStop: 'own' | 'given' | null;
  /** Does it throw, or reject, when that stop has been asked for, on every way through it? Otherwise it tells. */
  readonly throwsOnAbort: boolean;
  readonly isAsync: boolean;
}

/** What a function says of itself; where that depends on another file, the file is named. */
export interface CallableSummary extends Stopping {
  /** Candidates in the order of the parameters. */
  readonly slots: readonly (SignalSlot | OpenSlot)[];
  /** Functions of other files that it calls, or waits for, on every way through it: their checks are its own. */
  readonly calls: readonly (SymbolRef & { readonly isAwaited: boolean })[];
}

/** What is known about a function with the other files asked. */
export interface Callable extends Stopping {
  readonly signal: SignalSlot | null;
}
