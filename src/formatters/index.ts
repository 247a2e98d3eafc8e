import type { Formatter } from './report/types.ts';

export type { Context, Edit, Formatter, Life, Message, Result, RuleMeta, SuppressedMessage } from './report/types.ts';

// Each is loaded when it is asked for.
const FORMATTERS: Readonly<Record<string, () => Promise<{ default: Formatter }>>> = {
  checkstyle: () => import('./checkstyle.ts'),
  frame: () => import('./frame.ts'),
  github: () => import('./github.ts'),
  gitlab: () => import('./gitlab.ts'),
  html: () => import('./html.ts'),
  json: () => import('./json.ts'),
  junit: () => import('./junit.ts'),
  markdown: () => import('./markdown.ts'),
  sarif: () => import('./sarif.ts'),
};

/** The formats that this package brings. */
export const FORMATS: readonly string[] = Object.keys(FORMATTERS);

/** The formatter of that name, which must be one of `FORMATS`. */
export async function loadFormatter(name: string): Promise<Formatter> {
  const load = FORMATTERS[name];
  if (!load) throw new RangeError(`no format ${name}`);
  return (await load()).default;
}
