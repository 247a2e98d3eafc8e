import type { Node, TSESTree } from '../source/types.ts';

type TypeNode = TSESTree.TypeNode;
type Place = Pick<Node, 'parent' | 'loc' | 'range'>;

/** A type that names itself leads so deep at most. */
const MOST_TYPEDEFS = 4;

/**
 * The type that a text of JSDoc writes, as nodes of TypeScript's tree that stand at `place`, so that names have a scope.
 * Null for shapes that name no class: functions, objects, literals.
 */
export function readType(
  text: string,
  typedefs: ReadonlyMap<string, string>,
  place: Place,
  depth = 0,
): TypeNode | null {
  const tokens = text.match(/import\(\s*['"][^'"]*['"]\s*\)|[\w$]+|\S/g) ?? [];
  const reader = new TypeReader(tokens, place, (name) => {
    const typedef = depth < MOST_TYPEDEFS ? typedefs.get(name) : undefined;
    return typedef === undefined ? null : readType(typedef, typedefs, place, depth + 1);
  });
  return reader.readAll();
}

class TypeReader {
  private next = 0;

  private readonly tokens: readonly string[];
  private readonly place: Place;
  private readonly findTypedef: (name: string) => TypeNode | null;

  constructor(tokens: readonly string[], place: Place, findTypedef: (name: string) => TypeNode | null) {
    this.tokens = tokens;
    this.place = place;
    this.findTypedef = findTypedef;
  }

  readAll(): TypeNode | null {
    const type = this.readUnion();
    return this.next === this.tokens.length ? type : null;
  }

  private readUnion(): TypeNode | null {
    const types = [this.readPart()];
    while (this.takes('|')) types.push(this.readPart());
    if (types.includes(null)) return null;
    return types.length === 1 ? (types[0] ?? null) : this.make({ type: 'TSUnionType', types });
  }

  /** `?Worker`, `!Worker`, `...Worker`, `(Worker)`, `Worker[]`, `Worker=` */
  private readPart(): TypeNode | null {
    while (this.takes('?') || this.takes('!') || this.takes('.'));
    const isInner = this.takes('(');
    let part = isInner ? this.readUnion() : this.readName();
    if (isInner && !this.takes(')')) return null;
    while (part && this.takes('['))
      part = this.takes(']') ? this.make({ type: 'TSArrayType', elementType: part }) : null;
    while (this.takes('?') || this.takes('!') || this.takes('='));
    return part;
  }

  private readName(): TypeNode | null {
    const name = this.tokens[this.next++] ?? '';
    const module = /^import\(\s*['"](.*)['"]/.exec(name)?.[1];
    if (module === undefined && !/^[\w$]/.test(name)) return null;
    const path = [...(module === undefined ? [name] : []), ...this.readPath()];
    const params = this.readArguments();
    if (!params) return null;
    if (module !== undefined) {
      const source = this.make({ type: 'Literal', value: module });
      return this.make({ type: 'TSImportType', source, qualifier: path.length > 0 ? this.makeEntity(path) : null });
    }
    if (name === 'null' || name === 'undefined') return this.make({ type: 'TSNullKeyword' });
    const typedef = path.length === 1 ? this.findTypedef(name) : null;
    if (typedef) return typedef;
    const typeArguments = params.length > 0 ? { params } : undefined;
    return this.make({ type: 'TSTypeReference', typeName: this.makeEntity(path), typeArguments });
  }

  /** `.Worker` behind a name or an import. */
  private readPath(): string[] {
    const path: string[] = [];
    while (this.tokens[this.next] === '.' && /^[\w$]/.test(this.tokens[this.next + 1] ?? '')) {
      path.push(this.tokens[this.next + 1] ?? '');
      this.next += 2;
    }
    return path;
  }

  /** `<string, Worker>`, and the older `.<Worker>`. */
  private readArguments(): TypeNode[] | null {
    const params: TypeNode[] = [];
    this.takes('.');
    if (!this.takes('<')) return params;
    do {
      const type = this.readUnion();
      if (!type) return null;
      params.push(type);
    } while (this.takes(','));
    return this.takes('>') ? params : null;
  }

  private takes(token: string): boolean {
    if (this.tokens[this.next] !== token) return false;
    this.next += 1;
    return true;
  }

  private makeEntity(path: readonly string[]): TypeNode {
    const names = path.map((name) => this.make({ type: 'Identifier', name }));
    return names.reduce((left, right) => this.make({ type: 'TSQualifiedName', left, right }));
  }

  private make(fields: object): TypeNode {
    return { ...this.place, ...fields } as unknown as TypeNode;
  }
}
