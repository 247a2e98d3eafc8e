import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { HELP } from './help.ts';
import { setHelper } from './helper-setting.ts';
import { getHelperTarget, type HelperTarget } from './helper-target.ts';
import { getArgumentError } from './lint-options.ts';
import { print } from './print.ts';
import { getProject } from './project.ts';
import { replaceFile } from './replace-file.ts';
import { UsageError } from './usage-error.ts';

/** One change to the project: what to say of it, and how to make it; nothing to make when it is so already. */
interface Step {
  readonly done: string;
  readonly planned: string;
  readonly make?: () => void;
}

/**
 * `graceful init --helper`: gives the project its own copy of the stop helper.
 *
 * @returns 0 when it is there.
 * @throws UsageError for wrong use, or when a file of another content is in the way.
 */
export function init(args: readonly string[]): number {
  const { values, positionals } = parse(args);
  if (values.help) {
    print(HELP.init);
    return 0;
  }
  if (!values.helper) {
    throw new UsageError('say what to set up; so far that is --helper', 'Try: graceful init --help');
  }
  if (positionals.length > 1) throw new UsageError(`one path is enough: ${positionals.join(', ')}`);
  const project = getProject(process.cwd());
  if (!project.manifest) throw new UsageError(`no package.json in ${process.cwd()} or above it`);
  const { path, text } = project.manifest;
  const target = getHelperTarget(project, positionals[0]);
  // Both steps are worked out before the first is made: a refusal leaves everything as it was.
  const steps = [getCopyStep(target, values.force ?? false), getSettingStep(path, text, target.specifier)];
  for (const step of steps) {
    if (!values['dry-run']) step.make?.();
    print(values['dry-run'] ? step.planned : step.done);
  }
  print(`For your ESLint config: settings: { graceful: { helper: '${target.specifier}' } }`);
  return 0;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      // A path may follow as a word of its own or after an equals sign.
      args: args.flatMap((arg) => (arg.startsWith('--helper=') ? ['--helper', arg.slice('--helper='.length)] : arg)),
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        helper: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        force: { type: 'boolean' },
      },
    });
  } catch (error) {
    throw getArgumentError(error, 'init');
  }
}

function getCopyStep({ path, name, source }: HelperTarget, force: boolean): Step {
  const text = readFileSync(source, 'utf8');
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isFile()) throw new UsageError(`${name} is there already, and it is no file`);
  if (found && readFileSync(path, 'utf8') === text) {
    const same = `${name} is up to date`;
    return { done: same, planned: same };
  }
  if (found && !force) throw new UsageError(`${name} is there already and differs; --force overwrites it`);
  return {
    done: `${found ? 'Overwrote' : 'Wrote'} ${name}`,
    planned: `Would ${found ? 'overwrite' : 'write'} ${name}`,
    make() {
      mkdirSync(dirname(path), { recursive: true });
      replaceFile(path, text);
    },
  };
}

function getSettingStep(path: string, text: string, specifier: string): Step {
  const changed = setHelper(text, specifier);
  if (changed === text) {
    const same = 'package.json names it already: graceful.helper';
    return { done: same, planned: same };
  }
  return {
    done: `Set graceful.helper in package.json to ${specifier}`,
    planned: `Would set graceful.helper in package.json to ${specifier}`,
    make: () => replaceFile(path, changed),
  };
}
