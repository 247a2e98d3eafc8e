/**
 * What a formatter is given: the part of ESLint's results that the formatters read. ESLint itself is not named here, so
 * that `graceful run` can print its findings through the same files without it.
 */
export interface Result {
  /** Absolute. */
  readonly filePath: string;
  readonly messages: readonly Message[];
  readonly suppressedMessages?: readonly SuppressedMessage[] | undefined;
  /** The text that was linted; ESLint leaves it out of a file without messages. */
  readonly source?: string | undefined;
  /** The text after `--fix`, to which the places then belong. */
  readonly output?: string | undefined;
}

export interface Message {
  readonly ruleId: string | null;
  /** 1 is a warning, 2 an error. */
  readonly severity: number;
  readonly message: string;
  /** From 1; 0 or nothing when it is about the file as a whole. */
  readonly line?: number | undefined;
  /** From 1, in UTF-16 units. */
  readonly column?: number | undefined;
  readonly endLine?: number | undefined;
  readonly endColumn?: number | undefined;
  /** The file could not be parsed. */
  readonly fatal?: boolean | undefined;
  readonly fix?: Edit | undefined;
  readonly suggestions?: readonly { readonly desc: string; readonly fix: Edit }[] | undefined;
  /** Of a run: the lives in which it was seen, by id, and when. */
  readonly seen?: readonly { readonly life: string; readonly at: number }[] | undefined;
}

/** Replaces what is between two offsets. */
export interface Edit {
  readonly range: readonly [start: number, end: number];
  readonly text: string;
}

export interface SuppressedMessage extends Message {
  /** `directive` is a comment in the file, anything else a list beside it. */
  readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
}

/** The second argument of a formatter. */
export interface Context {
  /** Absolute path of the folder that was linted from. */
  readonly cwd: string;
  readonly rulesMeta?: Readonly<Record<string, RuleMeta>> | undefined;
  /** Is it for a terminal that shows colours? */
  readonly hasColors?: boolean | undefined;
  /** The worker map as SVG, for the HTML report; `graceful lint` draws it. */
  readonly workerMap?: string | undefined;
  /** The threads of a run, for the HTML report; `graceful run` knows them. */
  readonly lives?: readonly Life[] | undefined;
}

/** A thread from its start to its end; times in milliseconds, on one clock. */
export interface Life {
  readonly id: string;
  readonly name: string;
  readonly start: number;
  /** null for one that still runs. */
  readonly end: number | null;
  /** `asked`, `forced`, `killed`, `by itself` and the like. */
  readonly how: string;
  /** More of it: the code of an error. */
  readonly detail?: string | undefined;
  /** From the request or the kill to the end; null without one. */
  readonly stopMs: number | null;
}

export interface RuleMeta {
  readonly docs?:
    | {
        readonly description?: string | undefined;
        readonly url?: string | undefined;
        /** Of our rules: the first preset that holds it. */
        readonly recommended?: unknown;
      }
    | undefined;
  readonly messages?: Readonly<Record<string, string>> | undefined;
}

export type Formatter = (results: readonly Result[], context: Context) => string;
