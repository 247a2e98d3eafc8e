import type { ESLint, Linter } from 'eslint';
import graceful from '../index.ts';
import { getSettings } from '../kit/settings.ts';
import { getChosenRules } from './chosen-rules.ts';
import { getIgnoredGlobs } from './ignored-paths.ts';
import { getIgnoreQuestions } from './ignore-questions.ts';
import { EXTENSIONS } from './lint-inputs.ts';
import { createLintProcessor } from './lint-processor.ts';
import type { LintRunOptions } from './lint-run.ts';
import type { LintTally } from './lint-tally.ts';
import { isOwn } from './own-findings.ts';
import type { Project } from './project.ts';
import { COMPONENTS } from './script-blocks.ts';
import type { TypescriptParser } from './typescript-parser.ts';
import { UsageError } from './usage-error.ts';

/** What changes between the passes over one project. */
export interface Pass {
  readonly fix: boolean;
  /** How `.js` files are read. */
  readonly sourceType: 'module' | 'commonjs';
}

/**
 * ESLint's options for a run that needs no config file.
 *
 * @throws UsageError when the `graceful` object of package.json is malformed.
 */
export function getEslintOptions(
  options: Omit<LintRunOptions, 'fix'>,
  project: Project,
  { parser, componentParser }: Pick<TypescriptParser, 'parser' | 'componentParser'>,
  tally: LintTally,
): (pass: Pass) => ESLint.Options {
  const settings = getProjectSettings(project);
  const rules = getChosenRules(options);
  const processor = createLintProcessor({ root: project.root, settings, rules }, tally, options.cache ?? null);
  // ESLint asks this of each file that it has found, before it lints the first.
  const isFound = (file: string): true => {
    tally.addFound(file);
    return true;
  };
  const questions = getIgnoreQuestions(options, project, tally, componentParser !== null);
  return ({ fix, sourceType }) => ({
    cwd: project.root,
    overrideConfigFile: true,
    allowInlineConfig: options.inlineConfig,
    warnIgnored: false,
    fix: fix && isOwn,
    overrideConfig: [
      { ignores: ['**/*.min.*', '**/*.d.{ts,mts,cts}'] },
      {
        ignores: [...getIgnoredGlobs(options.ignored, project.root), ...questions.map(toPattern)],
      },
      {
        plugins: { graceful: graceful },
        rules: rules as Linter.RulesRecord,
        files: [[`**/*.{${[...EXTENSIONS, ...COMPONENTS].join(',')}}`, toPattern(isFound)]],
        settings,
        processor,
        // Comments that switch off other plugins' rules look unused to a run without those plugins.
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      },
      { files: ['**/*.{js,jsx}'], languageOptions: { sourceType } },
      { files: ['**/*.{cjs,cts}'], languageOptions: { sourceType: 'commonjs' } },
      { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser } },
      ...(componentParser === null
        ? []
        : [{ files: [`**/*.{${COMPONENTS.join(',')}}`], languageOptions: { parser: componentParser } }]),
    ],
  });
}

/** ESLint takes questions to be asked of a path as well as globs; its types do not know. */
function toPattern(question: (path: string) => boolean): string {
  return question as unknown as string;
}

/**
 * ESLint's `settings`: the `graceful` object of package.json.
 *
 * @throws UsageError when it is malformed.
 */
export function getProjectSettings({ manifest }: Project): Record<string, unknown> {
  if (manifest?.data['graceful'] === undefined) return {};
  const settings = { graceful: manifest.data['graceful'] };
  try {
    getSettings(settings);
  } catch (error) {
    throw new UsageError(`${manifest.path}: ${(error as Error).message.replace(/^settings\./, '')}`);
  }
  return settings;
}
