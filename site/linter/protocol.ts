// What the page and its linter say to each other: plain data.
import type { PresetName } from '../../src/configs.ts';

/** A file of the page's little project. */
export interface PaneFile {
  /** From the project's root, with `/`. */
  readonly name: string;
  readonly text: string;
}

export interface Edit {
  readonly range: readonly [from: number, to: number];
  readonly text: string;
}

/** An edit that a rule offers. */
export interface Cure {
  readonly kind: 'fix' | 'suggestion';
  readonly title: string;
  readonly edit: Edit;
  /** The lines that go and come, as HTML. */
  readonly diff: string;
}

export interface PageFinding {
  readonly file: string;
  /** Null for a text that does not parse. */
  readonly rule: string | null;
  readonly url: string | null;
  readonly message: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Offsets in the text. */
  readonly from: number;
  readonly to: number;
  readonly cures: readonly Cure[];
}

export interface LintRequest {
  readonly files: readonly PaneFile[];
  readonly preset: PresetName;
}

export interface LintAnswer {
  readonly findings: readonly PageFinding[];
  /** Who starts what, as SVG and as text. */
  readonly map: { readonly svg: string; readonly text: string };
}

export interface CureAnswer {
  /** The files after all fixes, and after one suggestion where there is no fix, until nothing is left to take. */
  readonly files: readonly PaneFile[];
}

/** A file made ready for a web worker: types gone, imports leading to the page's own modules. */
export interface RunnableFile extends PaneFile {
  /** Why it cannot be run here; null where it can. */
  readonly obstacle: string | null;
}

export interface Calls {
  lint: (request: LintRequest) => LintAnswer;
  cure: (request: LintRequest) => CureAnswer;
  prepare: (files: readonly PaneFile[]) => readonly RunnableFile[];
}
