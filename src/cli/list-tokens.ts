import type { Node, TSESTree } from '../source/types.ts';

type Keys = Readonly<Record<string, readonly string[] | undefined>>;
type Token = TSESTree.Token;

/** What is one token, though words and signs are in it: the tree knows its place. */
const WHOLE: Readonly<Record<string, string>> = {
  Literal: 'Numeric',
  TemplateElement: 'Template',
  JSXText: 'JSXText',
  JSXIdentifier: 'JSXIdentifier',
  PrivateIdentifier: 'PrivateIdentifier',
};
/** Lists of types: their last `>` is a token of its own, also in `>>`. */
const LISTS = ['TSTypeParameterInstantiation', 'TSTypeParameterDeclaration'];
const NEXT =
  /[\p{ID_Start}$_\\][\p{ID_Continue}$\u200c\u200d\\{}]*|>>>=|\.\.\.|===|!==|\*\*=|<<=|>>=|>>>|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.(?!\d)|\+\+|--|\+=|-=|\*=|\/=|%=|&=|\|=|\^=|<<|>>|\*\*|\S/gu;
/** Braces are part of a word only behind `\u`. */
const WORD = /^(?:\\u(?:\{[\da-f]+\}|[\da-f]{4})|[\p{ID_Continue}$\u200c\u200d])+/iu;

/**
 * The tokens of a text that has been parsed, without comments, in their order: what an edit asks for. All words are called
 * identifiers, and places by line are left to the caller.
 */
export function listTokens(text: string, program: TSESTree.Program, keys: Keys): Omit<Token, 'loc'>[] {
  const known = [
    ...(program.comments ?? []).map(({ range: [start, end] }) => ({ start, end, type: null })),
    ...listWhole(program, keys),
  ].sort((a, b) => a.start - b.start || a.end - b.end);
  const tokens: Omit<Token, 'loc'>[] = [];
  const add = (type: string, start: number, end: number): void => {
    tokens.push({ type, value: text.slice(start, end), range: [start, end] } as unknown as Omit<Token, 'loc'>);
  };
  let at = 0;
  const readUpTo = (end: number): void => {
    while (at < end) {
      NEXT.lastIndex = at;
      const found = NEXT.exec(text);
      if (!found || found.index >= end) break;
      const word = WORD.exec(found[0])?.[0];
      const stop = Math.min(end, found.index + (word ?? found[0]).length);
      add(word === undefined ? 'Punctuator' : 'Identifier', found.index, stop);
      at = stop;
    }
    at = end;
  };
  for (const { start, end, type } of known) {
    if (start < at) continue;
    readUpTo(start);
    if (type !== null) add(type, start, end);
    at = end;
  }
  readUpTo(text.length);
  return tokens;
}

interface Whole {
  readonly start: number;
  readonly end: number;
  readonly type: string | null;
}

function* listWhole(program: TSESTree.Program, keys: Keys): Generator<Whole> {
  const stack: Node[] = [program];
  for (let node = stack.pop(); node; node = stack.pop()) {
    const [start, end] = node.range;
    const type = node.type === 'Literal' ? getLiteralType(node) : WHOLE[node.type];
    if (type !== undefined) yield { start, end, type };
    else if (LISTS.includes(node.type)) yield { start: end - 1, end, type: 'Punctuator' };
    const fields = node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>;
    for (const key of keys[node.type] ?? []) {
      for (const child of [fields[key]].flat()) if (child) stack.push(child);
    }
  }
}

function getLiteralType(node: TSESTree.Literal): string {
  if ('regex' in node) return 'RegularExpression';
  if (node.parent.type.startsWith('JSX')) return 'JSXText';
  if (typeof node.value === 'string') return 'String';
  return typeof node.value === 'boolean' ? 'Boolean' : node.raw === 'null' ? 'Null' : 'Numeric';
}
