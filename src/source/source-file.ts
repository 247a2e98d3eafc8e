import type { TSESLint } from '@typescript-eslint/utils';
import type { GracefulSettings } from '../kit/settings.ts';
import type { ProjectView } from './project-view.ts';

/** What every analysis question starts from: one parsed file and the user's settings. */
export interface SourceFile {
  readonly code: Readonly<TSESLint.SourceCode>;
  /** Absolute path, or `<input>` when the text has no file. */
  readonly filename: string;
  /** Absolute path that the settings are relative to: ESLint's working folder, or the root of the workspace around it. */
  readonly root: string;
  readonly settings: GracefulSettings;
  /** What other files tell. */
  readonly project: ProjectView;
}

/** Remembers the answer of `compute` for each file, so that all rules share it. */
export function oncePerFile<T>(compute: (file: SourceFile) => T): (file: SourceFile) => T {
  const question = questions++;
  return (file) => {
    const answers = getAnswers(file);
    let answer = answers[question] as { value: T } | undefined;
    if (!answer) answers[question] = answer = { value: compute(file) };
    return answer.value;
  };
}

let questions = 0;
const allAnswers = new WeakMap<SourceFile, unknown[]>();
/** Most questions are about the file that is linted now. */
let latest: { readonly file: SourceFile | null; readonly answers: unknown[] } = { file: null, answers: [] };

function getAnswers(file: SourceFile): unknown[] {
  if (latest.file === file) return latest.answers;
  let answers = allAnswers.get(file);
  if (!answers) allAnswers.set(file, (answers = new Array<unknown>(questions)));
  latest = { file, answers };
  return answers;
}

/** Remembers the answer of `compute` for each node, or other object, of a file: what many findings ask is found once. */
export function oncePerNode<N extends object, T>(
  compute: (file: SourceFile, node: N) => T,
): (file: SourceFile, node: N) => T {
  const getAnswers = oncePerFile(() => new WeakMap<N, { value: T }>());
  return (file, node) => {
    const answers = getAnswers(file);
    let answer = answers.get(node);
    if (!answer) answers.set(node, (answer = { value: compute(file, node) }));
    return answer.value;
  };
}

/** May an edit write types here? */
export function isTypeScript({ filename }: Pick<SourceFile, 'filename'>): boolean {
  return /\.[cm]?tsx?$/.test(filename);
}
