import type { Bindings } from './bindings.ts';
import type { Evaluator } from './evaluate.ts';
import type { Source } from './source.ts';

/** A literal with the field that holds it. */
export interface RawMessage {
  readonly value: string;
  readonly field: string | null;
  readonly line: number;
}

/** A message, or its kind, that is given to a function of another file. */
export interface HandedOn {
  readonly specifier: string;
  readonly name: string;
  readonly argument: number;
  readonly field: string | null;
}

export interface Heard {
  readonly messages: RawMessage[];
  readonly handedOn: HandedOn[];
  isOpen: boolean;
}

/** What a file's tokens are looked up with. */
export interface Tokens {
  readonly source: Source;
  readonly bindings: Bindings;
  readonly evaluator: Evaluator;
}
