import graceful from '../index.ts';
import { getRuleId } from './chosen-rules.ts';
import { HELP } from './help.ts';
import { print } from './print.ts';
import { readWords } from './read-words.ts';
import { UsageError } from './usage-error.ts';
import { getVersion } from './version.ts';
import { wrap } from './wrap.ts';

interface Meta {
  readonly docs: { readonly description: string; readonly url: string; readonly strict?: Record<string, unknown> };
  readonly fixable?: string;
  readonly hasSuggestions?: boolean;
  readonly messages: Readonly<Record<string, string>>;
  readonly schema: readonly { readonly properties?: Readonly<Record<string, { readonly description?: string }>> }[];
  readonly defaultOptions?: readonly Record<string, unknown>[];
}

const WIDTH = 100;

/**
 * `graceful explain RULE`: what a rule reports, what it says, its options and where its page is.
 *
 * @throws UsageError for a rule that there is not.
 */
export function explain(args: readonly string[]): number {
  const { values, positionals } = readWords(args, 'explain', {});
  if (values.help) {
    print(HELP.explain);
    return 0;
  }
  if (positionals.length === 0) throw new UsageError('which rule?', 'All of them: graceful rules');
  print(positionals.map((word) => printRule(getRuleId(word))).join('\n'));
  return 0;
}

function printRule(id: string): string {
  const meta = getMeta(id);
  const lines = [
    id,
    '',
    ...wrap(toSentence(meta.docs.description), WIDTH),
    getPresets(id),
    ...(meta.fixable === undefined ? [] : ['--fix cures it where behaviour stays as it was.']),
    ...(meta.hasSuggestions === true ? ['Elsewhere there are suggestions: graceful lint --interactive'] : []),
    '',
    'What it says, of a finding or of a suggestion:',
    ...Object.values(meta.messages).flatMap((message) => indent(wrap(fillIn(message), WIDTH - 4), '  - ')),
    ...printOptions(meta),
    '',
    `With examples: ${meta.docs.url.replace('/blob/main/', `/blob/v${getVersion()}/`)}`,
    '',
  ];
  return lines.join('\n');
}

function printOptions({ schema, defaultOptions, docs: { strict = {} } }: Meta): string[] {
  const options = Object.entries(schema[0]?.properties ?? {});
  if (options.length === 0) return [];
  const lines = options.flatMap(([name, { description = '' }]) => {
    const values = `(default: ${JSON.stringify(defaultOptions?.[0]?.[name])}${name in strict ? `, in strict: ${JSON.stringify(strict[name])}` : ''})`;
    return indent(wrap(`${name}: ${description} ${values}`, WIDTH - 4), '  - ');
  });
  return ['', 'Options:', ...lines];
}

export function getMeta(id: string): Meta {
  return graceful.rules[id.replace('graceful/', '') as keyof typeof graceful.rules].meta as unknown as Meta;
}

function getPresets(id: string): string {
  const names = Object.entries(graceful.configs).flatMap(([name, { rules }]) => (id in rules ? [name] : []));
  return `Presets: ${names.join(', ')}.`;
}

/** What a message leaves open differs from finding to finding. */
function fillIn(message: string): string {
  return message.replace(/\{\{\s*\w+\s*\}\}/g, '…');
}

export function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function indent(lines: readonly string[], first: string): string[] {
  return lines.map((line, i) => `${i === 0 ? first : ' '.repeat(first.length)}${line}`);
}
