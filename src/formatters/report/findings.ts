import { getDuplicates, getFingerprint } from './fingerprint.ts';
import { getPath, getRoot } from './paths.ts';
import { getLines, getText } from './text.ts';
import type { Context, Message, Result, SuppressedMessage } from './types.ts';

/** A message with all that the formats say about it. */
export interface Finding {
  /** From the root, with `/`. */
  readonly file: string;
  /** Null for a word about the file itself: it cannot be parsed, it is too large. */
  readonly rule: string | null;
  readonly level: 'error' | 'warning';
  readonly isFatal: boolean;
  readonly message: string;
  readonly place: Place | null;
  /** Of the rule's page. */
  readonly url: string | null;
  /** Of the rule. */
  readonly description: string | null;
  /** Stays the same when the line moves. */
  readonly fingerprint: string;
  readonly suppressions: SuppressedMessage['suppressions'];
  /** As it came. */
  readonly source: Message;
}

/** Lines and columns from 1, in UTF-16 units; the end is exclusive and null when it is unknown. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number | null;
  readonly endColumn: number | null;
}

export interface FileReport {
  readonly file: string;
  readonly findings: readonly Finding[];
  /** Silenced by a comment, by ESLint's suppressions or by a baseline. */
  readonly suppressed: readonly Finding[];
  readonly result: Result;
}

/** What was linted, by file and sorted by name, with paths from the root of the checkout. */
export function getFileReports(results: readonly Result[], context: Context): FileReport[] {
  const root = getRoot(context.cwd);
  return results
    .map((result) => getFileReport(result, getPath(result.filePath, root), context))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
}

/** All findings that are not suppressed. */
export function listFindings(reports: readonly FileReport[]): Finding[] {
  return reports.flatMap(({ findings }) => findings);
}

function getFileReport(result: Result, file: string, { rulesMeta = {} }: Context): FileReport {
  const messages: readonly (Message | SuppressedMessage)[] = [...result.messages, ...(result.suppressedMessages ?? [])];
  if (messages.length === 0) return { file, findings: [], suppressed: [], result };
  const lines = getLines(getText(result));
  const getDuplicate = getDuplicates();
  const all = messages
    .map((message) => ({ message, text: lines[(message.line ?? 0) - 1] ?? '' }))
    .sort(({ message: a }, { message: b }) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
    .map(({ message, text }): Finding => {
      const docs =
        message.ruleId !== null && Object.hasOwn(rulesMeta, message.ruleId) ? rulesMeta[message.ruleId]?.docs : {};
      return {
        file,
        rule: message.ruleId,
        level: message.severity === 2 ? 'error' : 'warning',
        isFatal: message.fatal ?? false,
        message: message.message,
        place: getPlace(message),
        url: docs?.url ?? null,
        description: docs?.description ?? null,
        fingerprint: getFingerprint(file, message, text, getDuplicate),
        suppressions: 'suppressions' in message ? message.suppressions : [],
        source: message,
      };
    });
  const isShown = new Set<Message>(result.messages);
  return {
    file,
    findings: all.filter(({ source }) => isShown.has(source)),
    suppressed: all.filter(({ source }) => !isShown.has(source)),
    result,
  };
}

function getPlace({ line, column, endLine, endColumn }: Message): Place | null {
  if (!line || line < 1) return null;
  return { line, column: Math.max(1, column ?? 1), endLine: endLine ?? null, endColumn: endColumn ?? null };
}
