import graceful from '../index.ts';
import { getRuleId } from './chosen-rules.ts';
import { HELP } from './help.ts';
import { toPageText, type PageStyle } from './page-text.ts';
import { hasColors, print } from './print.ts';
import { readWords } from './read-words.ts';
import { getTexts } from './texts.ts';
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

const WIDEST = 100;
const NARROWEST = 40;

/**
 * `graceful explain RULE`: the page of a rule, and what it says.
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
  const { columns = WIDEST } = process.stdout;
  const style = { width: Math.min(WIDEST, Math.max(NARROWEST, columns)), hasColors: hasColors(process.stdout) };
  print(positionals.map((word) => printRule(getRuleId(word), style)).join('\n'));
  return 0;
}

function printRule(id: string, style: PageStyle): string {
  const meta = getMeta(id);
  const messages = Object.values(meta.messages).flatMap((message) => indent(wrap(fillIn(message), style.width - 4)));
  return [
    toPageText(getTexts().pages[id.replace('graceful/', '')] ?? '', style),
    'What it says, of a finding or of a suggestion:',
    '',
    ...messages,
    '',
    `On the web: ${meta.docs.url.replace('/blob/main/', `/blob/v${getVersion()}/`)}`,
    '',
  ].join('\n');
}

export function getMeta(id: string): Meta {
  return graceful.rules[id.replace('graceful/', '') as keyof typeof graceful.rules].meta as unknown as Meta;
}

/** What a message leaves open differs from finding to finding. */
function fillIn(message: string): string {
  return message.replace(/\{\{\s*\w+\s*\}\}/g, '…');
}

export function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function indent(lines: readonly string[]): string[] {
  return lines.map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);
}
