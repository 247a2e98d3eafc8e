import graceful from '../index.ts';

/** What a rule may ask for before it looks at the code. */
export interface TextFacts {
  /** Absolute path of the project's root. */
  readonly root: string;
  /** ESLint's `settings`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * Would a rule look at the code? Each begins with a search of the text for its words, and without one of them returns no
 * listeners. So the rules are asked themselves, before there is a syntax tree: one that wants more than the text looks.
 * Parsing is most of what linting costs, and in most files there is nothing to look at.
 */
export function canHoldFindings(text: string, filename: string, { root, settings }: TextFacts): boolean {
  // The tree is the key under which the answers are kept: nothing in it is there to be read.
  const sourceCode = refuseOthers({ text, ast: refuseOthers({}) });
  const context = refuseOthers({ sourceCode, settings, filename, cwd: root });
  try {
    return Object.values(graceful.rules).some((each) => Object.keys(each.create(context as never)).length > 0);
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
