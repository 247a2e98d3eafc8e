/** Where a function takes its signal. */
export interface SignalSlot {
  /** Position of the argument that is, or holds, the signal; `last` where it comes after any number of others. */
  readonly position: number | 'last';
  /** The property of an options object that takes it; null where the argument is the signal itself. */
  readonly option: string | null;
}

const BARE = /^(?:signal|abortSignal|stopSignal)\s*(?:\??\s*:\s*AbortSignal\b|=|$)/;
const TYPED = /^[\w$]+\s*\??\s*:\s*AbortSignal\b/;
/** `{ url, signal }` or `{ signal: stop }`, as far as the pattern itself goes. */
const PATTERN = /^\{(?:[^{}]*[,\s])?(signal|abortSignal)\s*[,:=}]/;
/** `options: { signal?: AbortSignal }`, with or without a pattern before the type. */
const LITERAL = /^(?:[\w$]+|\{[^{}]*\})\s*\??\s*:[^{]*\{[^{}]*\b(signal|abortSignal)\??\s*:\s*AbortSignal\b/;
const REFERENCE = /^(?:[\w$]+|\{[^{}]*\})\s*\??\s*:\s*(?:Readonly<|Partial<)?([A-Z][\w$]*)\b/;

/** Types of options that hold a signal, declared elsewhere. */
export const OPTION_TYPES: readonly string[] = ['RequestInit', 'AbortOptions', 'AxiosRequestConfig'];

/**
 * The slot of a function by the texts of its parameters; `text` is its file, which may declare the types. Null when no
 * parameter says that it takes an `AbortSignal`, and when it cannot be left out.
 */
export function findSlot(parameters: readonly string[], text: string): SignalSlot | null {
  const own = parameters.filter((parameter) => !/^this\s*:/.test(parameter));
  for (const [position, parameter] of own.entries()) {
    if (parameter.startsWith('...')) return null;
    if (BARE.test(parameter) || TYPED.test(parameter)) return { position, option: null };
    const option = PATTERN.exec(parameter)?.[1] ?? LITERAL.exec(parameter)?.[1] ?? findDeclaredOption(parameter, text);
    if (option !== undefined) return { position, option };
  }
  return null;
}

function findDeclaredOption(parameter: string, text: string): string | undefined {
  const name = REFERENCE.exec(parameter)?.[1];
  if (name === undefined) return undefined;
  if (OPTION_TYPES.includes(name)) return 'signal';
  const start = new RegExp(`\\b(?:interface|type)\\s+${name}\\b[^{;]*\\{`).exec(text);
  if (!start) return undefined;
  const open = start.index + start[0].length;
  let end = open;
  for (let depth = 1; end < text.length && depth > 0; end += 1)
    depth += text[end] === '{' ? 1 : text[end] === '}' ? -1 : 0;
  const body = text.slice(open, end);
  return /^\s*(?:readonly\s+)?(signal|abortSignal)\?\s*:\s*AbortSignal\b/m.exec(body)?.[1];
}
