import type { Node, SourceCode, TSESLint, TSESTree } from '../source/types.ts';
import type { SourceFile } from '../source/source-file.ts';
import { fitStyle, getIndent } from './layout.ts';
import { leaveOnAbort, type Leave } from './leave-on-abort.ts';
import { getArgument } from './platform-wait.ts';
import type { SignalSource } from './stop-source.ts';

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];
type Signal = Pick<SignalSource, 'text' | 'value' | 'isOptional'>;

/** What stands in the place of the signal, as the analysis found it. */
type Place =
  | { readonly state: 'missing'; readonly skipped: number; readonly before: Node | null }
  | { readonly state: 'options'; readonly options: TSESTree.ObjectExpression }
  | { readonly state: 'encoding'; readonly encoding: Node }
  | { readonly state: 'time-limit'; readonly value: Node };

/**
 * Passes a signal to a call: as an argument (`option` is null), in options that the call gets or has, or merged with a
 * time limit. `leave` is the check that keeps a loop from spinning on the abort (facts 5b). Null when a comment would be
 * lost or there is no room.
 */
export function passSignal(
  { code }: SourceFile,
  call: TSESTree.CallExpression,
  option: string | null,
  place: Place,
  signal: Signal,
  leave: Leave | null = null,
): Edits | null {
  const pass = fill(code, call, option, place, signal);
  return pass && ((fixer) => [...pass(fixer), ...(leave ? leaveOnAbort(code, fixer, leave, signal) : [])]);
}

function fill(
  code: SourceCode,
  call: TSESTree.CallExpression,
  option: string | null,
  place: Place,
  signal: Signal,
): Edits | null {
  switch (place.state) {
    case 'missing':
      return addArgument(
        code,
        call,
        option === null ? getArgument(signal) : `{ ${getProperty(option, signal)} }`,
        place,
      );
    case 'options':
      return option === null ? null : addProperty(code, place.options, getProperty(option, signal));
    case 'encoding': {
      const text = `{ encoding: ${code.getText(place.encoding)}, ${getProperty(option ?? 'signal', signal)} }`;
      return (fixer) => [fixer.replaceText(place.encoding, text)];
    }
    case 'time-limit':
      return (fixer) => [fixer.replaceText(place.value, merge(code.getText(place.value), signal))];
  }
}

function getProperty(option: string, signal: Signal): string {
  const value = getArgument(signal);
  return option === value ? option : `${option}: ${value}`;
}

/** A signal that may be missing is no member of `AbortSignal.any()`, which takes signals only. */
function merge(limit: string, { text, isOptional }: Signal): string {
  return isOptional
    ? `AbortSignal.any([...(${text} ? [${text}] : []), ${limit}])`
    : `AbortSignal.any([${text}, ${limit}])`;
}

function addArgument(
  code: SourceCode,
  call: TSESTree.CallExpression,
  text: string,
  { skipped, before }: { readonly skipped: number; readonly before: Node | null },
): Edits | null {
  const added = [...Array<string>(skipped).fill('undefined'), text].join(', ');
  if (before) return (fixer) => [fixer.insertTextBefore(before, `${added}, `)];
  const last = call.arguments.at(-1);
  if (last) return (fixer) => [fixer.insertTextAfter(last, `, ${added}`)];
  const close = code.getLastToken(call);
  return close && code.getCommentsBefore(close).length === 0 ? (fixer) => [fixer.insertTextBefore(close, added)] : null;
}

function addProperty(code: SourceCode, options: TSESTree.ObjectExpression, property: string): Edits | null {
  const last = options.properties.at(-1);
  if (!last)
    return code.getCommentsInside(options).length > 0
      ? null
      : (fixer) => [fixer.replaceText(options, `{ ${property} }`)];
  const before = code.getTokenBefore(last);
  const isOnOwnLine = before?.loc.end.line !== last.loc.start.line;
  const space = isOnOwnLine ? fitStyle(code, `\n${getIndent(code, last)}`) : ' ';
  return (fixer) => [fixer.insertTextAfter(last, `,${space}${property}`)];
}
