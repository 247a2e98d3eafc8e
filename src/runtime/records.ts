import type { Place } from './call-site.ts';

/** A place in the code: as it is, or by the number that its thread has given it. */
export type PlaceRef = Place | SiteRef;

export interface SiteRef {
  readonly thread: number;
  readonly site: number;
}

/** What a thread says about itself when it is asked. */
export interface Inquiry {
  /** Where it began something asynchronous meanwhile; null when it began nothing. */
  readonly place: Place | null;
  /** As `process.getActiveResourcesInfo` names what keeps it alive. */
  readonly resources: readonly string[];
  /** Where an interval that keeps it alive was set. */
  readonly interval: Place | null;
  /** Workers of its own. */
  readonly workers: number;
}

/** Stands for the name of what was opened at a place. */
export interface Label {
  readonly labelOf: SiteRef;
}

export interface Finding {
  /** Without the plugin's name. */
  readonly rule: string;
  /** What is lost, and what cures it; places are printed as `file:line`. */
  readonly message: readonly (string | PlaceRef | Label)[];
  /** The first that is known counts. */
  readonly at: readonly (PlaceRef | null)[];
  /** 1: a warning. */
  readonly severity?: 1 | 2;
  /** For how long, in milliseconds. */
  readonly ms?: number;
  /** The thread that it is about; the one that tells it when it is left out. */
  readonly about?: number;
}

export interface ThreadStart {
  readonly thread: number;
  readonly parent: number;
  /** Path, or `[eval]`. */
  readonly file: string;
  readonly name: string;
  /** Where it was made. */
  readonly place: Place | null;
  /** `Date.now()`. */
  readonly at: number;
  readonly buffer: SharedArrayBuffer;
  readonly epoch: number;
}

export type ThreadEndKind =
  | 'by itself'
  | 'asked'
  | 'by an error'
  | 'with an exit code'
  | 'forced'
  | 'killed when idle'
  | 'killed'
  | 'with the program';

export interface ThreadEnd {
  readonly thread: number;
  readonly at: number;
  readonly how: ThreadEndKind;
  /** Milliseconds from the request, or from the kill, to the end. */
  readonly stopMs: number | null;
  readonly code: number | null;
  /** Of what ended it, as Node names it: `ERR_WORKER_OUT_OF_MEMORY`. */
  readonly error?: string | null;
}

/** What threads tell the collector, in this order as it happens. */
export type ThreadRecord =
  | { readonly kind: 'site'; readonly thread: number; readonly site: number; readonly place: Place }
  | { readonly kind: 'label'; readonly thread: number; readonly site: number; readonly text: string }
  | { readonly kind: 'finding'; readonly finding: Finding; readonly thread?: number }
  | ({ readonly kind: 'start' } & ThreadStart)
  | ({ readonly kind: 'end' } & ThreadEnd);

/** Where a thread sends its records. */
export type Tell = (record: ThreadRecord) => void;
