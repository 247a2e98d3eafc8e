import type { ScopeManager } from '@typescript-eslint/scope-manager';
import type { Node, Scope, SourceCode, TSESTree } from './types.ts';

type Keys = Readonly<Record<string, readonly string[] | undefined>>;

/** What the questions of this plugin need of ESLint's `SourceCode`, over a tree of our own: eight members. */
class ForeignSourceCode {
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly visitorKeys: Keys;
  readonly parserServices = {};
  private readonly analyze: (program: TSESTree.Program) => ScopeManager;
  private scopes: ScopeManager | null = null;

  constructor(
    text: string,
    ast: TSESTree.Program,
    visitorKeys: Keys,
    analyze: (program: TSESTree.Program) => ScopeManager,
  ) {
    this.text = text;
    this.ast = ast;
    this.visitorKeys = visitorKeys;
    this.analyze = analyze;
  }

  /** Made at the first question about a name. */
  get scopeManager(): ScopeManager {
    return (this.scopes ??= this.analyze(this.ast));
  }

  getText(node?: Node): string {
    return node ? this.text.slice(node.range[0], node.range[1]) : this.text;
  }

  getAllComments(): readonly TSESTree.Comment[] {
    return this.ast.comments ?? [];
  }

  /** The innermost scope around a node, as ESLint gives it. */
  getScope(node: Node): Scope {
    const inner = node.type !== 'Program';
    for (let current: Node | undefined = node; current; current = current.parent) {
      const scope = this.scopeManager.acquire(current, inner);
      if (scope) return (scope.type === 'function-expression-name' ? scope.childScopes[0] : scope) as Scope;
    }
    return this.scopeManager.scopes[0] as Scope;
  }

  /** The innermost node around a place in the text. */
  getNodeByRangeIndex(index: number): Node | null {
    let found: Node | null = null;
    for (let next: Node | undefined = this.ast; next; next = this.findChild(next, index)) found = next;
    return found;
  }

  private findChild(node: Node, index: number): Node | undefined {
    const fields = node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>;
    const children = (this.visitorKeys[node.type] ?? []).flatMap((key) => fields[key] ?? []) as (Node | null)[];
    return children.find((child) => child && child.range[0] <= index && index < child.range[1]) ?? undefined;
  }
}

/** Typed as ESLint's class, which has more: what asks it for something else fails in tests/source/parse.test.ts. */
export const ForeignCode = ForeignSourceCode as unknown as new (
  ...args: ConstructorParameters<typeof ForeignSourceCode>
) => SourceCode;
