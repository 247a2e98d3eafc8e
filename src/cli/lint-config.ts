import type { ESLint, Linter } from 'eslint';
import graceful from '../index.ts';
import { getChosenRules, type RuleEntry } from './chosen-rules.ts';
import type { ConfigEntry } from './eslint-entries.ts';
import type { TextFacts } from './fast-path.ts';
import { getIgnoredGlobs } from './ignored-paths.ts';
import { getIgnoreQuestions } from './ignore-questions.ts';
import { EXTENSIONS } from './lint-inputs.ts';
import { createLintProcessor } from './lint-processor.ts';
import type { LintRunOptions } from './lint-run.ts';
import type { LintTally } from './lint-tally.ts';
import { isOwn } from './own-findings.ts';
import type { Project } from './project.ts';
import { getJoinedSettings, getProjectSettings } from './project-settings.ts';
import { COMPONENTS } from './script-blocks.ts';
import type { TypescriptParser } from './typescript-parser.ts';

const SOURCES = `**/*.{${[...EXTENSIONS, ...COMPONENTS].join(',')}}`;

/** What changes between the passes over one project. */
export interface Pass {
  readonly fix: boolean;
  /** How `.js` files are read. */
  readonly sourceType: 'module' | 'commonjs';
}

/**
 * ESLint's options for a run that needs no config file.
 *
 * @throws UsageError when the project's settings for us are malformed.
 */
export function getEslintOptions(
  options: Omit<LintRunOptions, 'fix'>,
  project: Project,
  { parser, componentParser }: TypescriptParser,
  tally: LintTally,
): (pass: Pass) => ESLint.Options {
  const settings = getProjectSettings(project);
  const rules = getChosenRules(options);
  const facts = getTextFacts(project, rules);
  const processor = createLintProcessor(facts, tally, options.cache ?? null);
  // ESLint asks this of each file that it has found, before it lints the first.
  const isFound = (file: string): true => {
    tally.addFound(file);
    return true;
  };
  const questions = getIgnoreQuestions(options, project, tally);
  return ({ fix, sourceType }) => ({
    cwd: project.root,
    overrideConfigFile: true,
    allowInlineConfig: options.inlineConfig,
    warnIgnored: false,
    fix: fix && isOwn,
    overrideConfig: [
      // Yarn and its plugins are bundles that a repository holds.
      { ignores: ['**/*.min.*', '**/*.d.{ts,mts,cts}', '**/.yarn/**', '**/.pnp.*'] },
      {
        ignores: [...getIgnoredGlobs(options.ignored, project.root), ...questions.map(toPattern)],
      },
      {
        plugins: { graceful: graceful },
        rules: rules as Linter.RulesRecord,
        files: [[SOURCES, toPattern(isFound)]],
        settings,
        processor,
        // Comments that switch off other plugins' rules look unused to a run without those plugins.
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      },
      ...(project.entries ?? []).map(toConfig),
      ...(options.isNamed ? [{ files: [SOURCES], rules: getLevels(rules) }] : []),
      { files: ['**/*.{js,jsx}'], languageOptions: { sourceType } },
      { files: ['**/*.{cjs,cts}'], languageOptions: { sourceType: 'commonjs' } },
      { files: ['**/*.{ts,mts,cts,tsx}'], languageOptions: { parser } },
      { files: [`**/*.{${COMPONENTS.join(',')}}`], languageOptions: { parser: componentParser } },
    ],
  });
}

/** ESLint takes questions to be asked of a path as well as globs; its types do not know. */
function toPattern(question: (path: string) => boolean): string {
  return question as unknown as string;
}

/** An entry of the project's ESLint config, for sources only. */
function toConfig({ files = ['**/*'], ignores, basePath, settings, rules }: ConfigEntry): Linter.Config {
  return {
    basePath,
    ...(ignores === undefined ? {} : { ignores: [...ignores] }),
    files: files.map((glob) => [...[glob].flat(), SOURCES]),
    ...(settings === undefined ? {} : { settings: { graceful: settings } }),
    rules: rules as Linter.RulesRecord,
  };
}

/** A level alone leaves the options that the project's config gives. */
function getLevels(chosen: Readonly<Record<string, RuleEntry>>): Linter.RulesRecord {
  const getLevel = (id: string): RuleEntry => [chosen[id] ?? 'off'].flat()[0] as RuleEntry;
  return Object.fromEntries(
    Object.keys(graceful.configs.all.rules).map((id) => [id, getLevel(id)]),
  ) as Linter.RulesRecord;
}

/** What may be asked of a text: by the chosen rules, and by those of each entry of the config. */
function getTextFacts(project: Project, chosen: Readonly<Record<string, RuleEntry>>): TextFacts[] {
  const { root, entries = [] } = project;
  const settings = getJoinedSettings(project);
  const others = entries.map(({ rules }) =>
    Object.entries(rules).filter(([, entry]) => ![entry].flat().includes('off')),
  );
  return [chosen, ...others.map((rules) => Object.fromEntries(rules))].map((rules) => ({ root, settings, rules }));
}
