import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { PresetName } from '../configs.ts';
import { HELP } from './help.ts';
import { INIT_OPTIONS } from './init-options.ts';
import { planCi, SERVICES, type Service } from './init/plan-ci.ts';
import { planConfig } from './init/plan-config.ts';
import { planHelper } from './init/plan-helper.ts';
import { HOOKS, planHook, type Hook } from './init/plan-hook.ts';
import { createPlan, getName, listMissing, type Change, type Plan } from './init/plan.ts';
import { getDiff } from './init/text-diff.ts';
import { PRESETS } from './lint-options.ts';
import { getInstallCommand } from './package-manager.ts';
import { print } from './print.ts';
import { getProject } from './project.ts';
import { readWords } from './read-words.ts';
import { replaceFile } from './replace-file.ts';
import { UsageError } from './usage-error.ts';

/**
 * `graceful init`: sets a project up, without a question. `--helper` alone copies the stop helper and nothing else.
 *
 * @returns 0 when all is as it should be, 1 when something is left to do by hand.
 * @throws UsageError for wrong use, or when something is in the way; then nothing was changed.
 */
export function init(args: readonly string[]): number {
  const { values, positionals } = parse(args);
  if (values.help) {
    print(HELP.init);
    return 0;
  }
  if (!values.helper && positionals.length > 0)
    throw new UsageError(`a path goes with --helper: ${positionals.join(', ')}`);
  if (positionals.length > 1) throw new UsageError(`one path is enough: ${positionals.join(', ')}`);
  const hook = read<Hook>(values.hook, HOOKS, 'hook');
  const service = read<Service>(values.ci, SERVICES, 'ci');
  const preset = read<PresetName>(values.preset, PRESETS, 'preset');
  const plan = createPlan(getProject(process.cwd()), values.force ?? false);
  if (!values.helper || hook || service || preset) {
    const host = planConfig(plan, preset ?? 'recommended');
    if (hook) planHook(plan, hook, host);
    if (service) planCi(plan, service, host, preset ?? 'recommended');
  }
  if (values.helper) planHelper(plan, positionals[0]);
  if (values['dry-run']) show(plan);
  else carryOut(plan);
  printRest(plan);
  return plan.pastes.length > 0 ? 1 : 0;
}

function parse(args: readonly string[]) {
  // A path may follow as a word of its own or after an equals sign.
  const words = args.flatMap((arg) =>
    arg.startsWith('--helper=') ? ['--helper', arg.slice('--helper='.length)] : arg,
  );
  return readWords(words, 'init', INIT_OPTIONS);
}

function read<T extends string>(value: string | undefined, known: readonly string[], option: string): T | undefined {
  if (value === undefined || known.includes(value)) return value as T | undefined;
  throw new UsageError(`--${option} takes one of ${known.join(', ')}, not "${value}"`);
}

function carryOut({ steps }: Plan): void {
  for (const step of steps) {
    if (typeof step === 'string') {
      print(step);
      continue;
    }
    mkdirSync(dirname(step.path), { recursive: true });
    replaceFile(step.path, step.after);
    print(step.done);
  }
}

/** What would be done: a line for each step, then one diff a file. */
function show(plan: Plan): void {
  for (const step of plan.steps) print(typeof step === 'string' ? step : step.planned);
  const changes = plan.steps.filter((step): step is Change => typeof step !== 'string');
  for (const path of new Set(changes.map((change) => change.path))) {
    const parts = changes.filter((change) => change.path === path);
    const [before, after] = [parts[0]?.before ?? null, parts.at(-1)?.after ?? ''];
    const name = getName(plan, path);
    print(`\n--- ${before === null ? '/dev/null' : name}\n+++ ${name}\n${getDiff(before, after)}`);
  }
}

function printRest(plan: Plan): void {
  for (const { where, text } of plan.pastes)
    print(`\nAdd this by hand ${where}:\n\n${text.replace(/^(?=.)/gm, '  ')}\n`);
  for (const note of plan.notes) print(note);
  const missing = listMissing(plan);
  const install = missing.length > 0 ? [getInstallCommand(plan.project, missing.join(' '))] : [];
  for (const command of [...install, ...plan.commands]) print(`Then run: ${command}`);
}
