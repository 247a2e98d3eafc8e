import graceful from '../index.ts';
import type { RuleEntry } from './chosen-rules.ts';
import { listComments } from './comments.ts';

/** What a rule may ask for before it looks at the code. */
export interface TextFacts {
  /** Absolute path of the project's root. */
  readonly root: string;
  /** ESLint's `settings`. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The rules that are on, by their names in ESLint. */
  readonly rules: Readonly<Record<string, RuleEntry>>;
}

interface Rule {
  readonly meta: { readonly defaultOptions?: readonly object[] };
  readonly create: (context: never) => object;
}

/** A comment that may switch a rule on, or give it other options. */
const SWITCH = /\/\*\s*eslint\s[^]*?graceful\//;

/**
 * Would a rule look at the code? Each begins with a search of the text for its words, outside comments, and without one
 * of them returns no listeners. So the rules that are on are asked themselves, before ESLint has made a syntax tree: one
 * that wants more than the text and the comments looks. Parsing is most of what linting costs, and in most files there
 * is nothing to look at.
 */
export function canHoldFindings(raw: string, filename: string, { root, settings, rules }: TextFacts): boolean {
  const text = raw.replace(/^\uFEFF/, '');
  if (SWITCH.test(text)) return true;
  let comments: unknown;
  const getAllComments = (): unknown => (comments ??= listComments(text, filename));
  // The tree is the key under which the answers are kept: nothing in it is there to be read.
  const sourceCode = refuseOthers({ text, ast: refuseOthers({}), getAllComments });
  try {
    return Object.entries(rules).some(([id, entry]) => {
      const rule = graceful.rules[id.replace('graceful/', '') as keyof typeof graceful.rules] as unknown as Rule;
      const options = [{ ...rule.meta.defaultOptions?.[0], ...(typeof entry === 'string' ? {} : entry[1]) }];
      const context = refuseOthers({ id, options, sourceCode, settings, filename, cwd: root });
      return Object.keys(rule.create(context as never)).length > 0;
    });
  } catch {
    return true;
  }
}

/** An object that throws for what it has not. */
function refuseOthers<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, key) {
      if (!(key in object)) throw new TypeError(`${String(key)} is not known before the text is parsed`);
      return object[key as keyof T];
    },
  });
}
