import { isFunction } from '../source/predicates.ts';
import { isTypeScript, oncePerFile, type SourceFile } from '../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../source/types.ts';
import { readType } from './read-type.ts';

/** A type as a comment writes it, and where in the file that is. */
interface TypeText {
  readonly text: string;
  readonly at: number;
}

interface Comment {
  readonly text: string;
  readonly at: number;
}

const TAG = /@(?:type|param|arg|argument|returns?|typedef|import)\b/;

/** The JSDoc comments of a JavaScript file, by the offset of what they stand in front of. In TypeScript they say nothing. */
const getComments = oncePerFile((file): ReadonlyMap<number, Comment> => {
  const comments = new Map<number, Comment>();
  if (isTypeScript(file) || !TAG.test(file.code.text)) return comments;
  for (const { type, value, range } of file.code.getAllComments()) {
    if ((type as string) !== 'Block' || !value.startsWith('*') || !TAG.test(value)) continue;
    const space = /\s*/y;
    space.lastIndex = range[1];
    space.exec(file.code.text);
    comments.set(space.lastIndex, { text: value, at: range[0] + 2 });
  }
  return comments;
});

/** The type that a comment gives a variable (`@type`), a parameter (`@param`) or a field; null where none does. */
export function findJsDocType(file: SourceFile, name: Node): TSESTree.TypeNode | null {
  const comments = getComments(file);
  if (comments.size === 0) return null;
  const parent = name.parent?.type === 'AssignmentPattern' ? name.parent.parent : name.parent;
  if (isFunction(parent) && name.type === 'Identifier') {
    const own = comments.get(name.range[0]);
    const comment = own ?? findCommentOf(comments, parent);
    return comment ? toType(file, findTag(comment, own ? /@type\b/ : toParameterTag(name.name)), name) : null;
  }
  const comment = findCommentOf(comments, name);
  return comment ? toType(file, findTag(comment, /@type\b/), name) : null;
}

/** The type that the comment of a function says it gives back. */
export function findJsDocReturnType(file: SourceFile, fn: FunctionNode): TSESTree.TypeNode | null {
  const comment = findCommentOf(getComments(file), fn);
  return comment ? toType(file, findTag(comment, /@returns?\b/), fn) : null;
}

/** The comment in front of a node, or of the statement or member that the node is the heart of. */
function findCommentOf(comments: ReadonlyMap<number, Comment>, node: Node): Comment | null {
  for (let current: Node | undefined = node; current && current.type !== 'Program'; current = current.parent) {
    const comment = comments.get(current.range[0]);
    if (comment) return comment;
    if (current !== node && isFunction(current)) return null;
    if (isWhole(current) && !current.parent?.type.startsWith('Export')) return null;
  }
  return null;
}

function isWhole({ type }: Node): boolean {
  return /Statement$|Declaration$|Definition$|^Property$/.test(type);
}

function toParameterTag(name: string): RegExp {
  return new RegExp(`@(?:param|arg|argument)(?=\\s*\\{[^@]*\\}\\s*\\[?\\s*${name.replaceAll('$', '\\$')}(?![\\w$.]))`);
}

/** The type in braces behind a tag. */
function findTag({ text, at }: Comment, tag: RegExp): TypeText | null {
  const found = tag.exec(text);
  const open = found ? text.indexOf('{', found.index) : -1;
  if (!found || open === -1 || text.slice(found.index + found[0].length, open).trim() !== '') return null;
  for (let i = open, depth = 0; i < text.length; i += 1) {
    if (text[i] === '{') depth += 1;
    else if (text[i] === '}' && --depth === 0) return { text: text.slice(open + 1, i), at: at + open + 1 };
  }
  return null;
}

const IMPORT = /@import\s*(?:type\s*)?\{([^}]*)\}\s*from\s*['"]([^'"]+)['"]/g;

/** The names that comments declare: `@typedef {import('x').Y} Name`, `@import { Y as Name } from 'x'`. */
const getTypedefs = oncePerFile((file): ReadonlyMap<string, string> => {
  const types = new Map<string, string>();
  for (const { value } of file.code.getAllComments()) {
    if (!TAG.test(value)) continue;
    for (const [, type = '', name = ''] of value.matchAll(/@typedef\s*\{([^{}]+)\}\s*([\w$]+)/g)) types.set(name, type);
    for (const [, names = '', module = ''] of value.matchAll(IMPORT)) {
      for (const [, name = '', local = name] of names.matchAll(/([\w$]+)(?:\s+as\s+([\w$]+))?/g))
        types.set(local, `import('${module}').${name}`);
    }
  }
  return types;
});

function toType(file: SourceFile, found: TypeText | null, host: Node): TSESTree.TypeNode | null {
  if (!found) return null;
  const range: [number, number] = [found.at, found.at + found.text.length];
  return readType(found.text, getTypedefs(file), { parent: host, loc: host.loc, range });
}
