import type { SignalSource } from './stop-source.ts';

/** A signal that is in scope. The field that holds its controller may be empty: then it is read with `?.`. */
export function takeSignal({ text, value, isOptional, isOwn }: Omit<SignalSource, 'edits'>): SignalSource {
  const safe = isOptional ? text.replace(/^(this\.[#\w$]+)\.signal$/, '$1?.signal') : text;
  return { text: safe, ...(value === undefined ? {} : { value }), isOptional, isOwn, edits: () => [] };
}
