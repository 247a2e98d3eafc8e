import graceful from '../index.ts';
import { getMeta, toSentence } from './explain.ts';
import { HELP } from './help.ts';
import { PRESETS } from './lint-options.ts';
import { print } from './print.ts';
import { readChoice, readWords } from './read-words.ts';
import { RULES_OPTIONS } from './rules-options.ts';
import { UsageError } from './usage-error.ts';

/** `graceful rules`: a line a rule, of a preset or of all. */
export function rules(args: readonly string[]): number {
  const { values, positionals } = readWords(args, 'rules', RULES_OPTIONS);
  if (values.help) {
    print(HELP.rules);
    return 0;
  }
  if (positionals[0] !== undefined)
    throw new UsageError('no words are needed', `Try: graceful explain ${positionals[0]}`);
  const names = Object.keys(graceful.configs[readChoice('preset', values.preset ?? 'all', PRESETS)].rules);
  const width = Math.max(...names.map((id) => getName(id).length));
  for (const id of names) {
    const { docs, fixable, hasSuggestions } = getMeta(id);
    const marks = `${fixable === undefined ? ' ' : 'F'}${hasSuggestions === true ? 'S' : ' '}`;
    const preset = PRESETS.find((name) => id in graceful.configs[name].rules) ?? '';
    print(`${getName(id).padEnd(width)}  ${preset.padEnd(11)}  ${marks}  ${toSentence(docs.description)}`);
  }
  print(`\n${names.length} rules; F: with a fix, S: with suggestions. More of one: graceful explain NAME`);
  return 0;
}

function getName(id: string): string {
  return id.replace('graceful/', '');
}
