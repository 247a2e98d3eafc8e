import { detach } from './file-facts.ts';

/** An import as a pattern finds it in a text. */
export interface LooseImport {
  readonly specifier: string;
  /** The names in braces; null where something else is imported too. */
  readonly names: readonly string[] | null;
}

const IMPORT = /(?:\b(from)\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)(["'])([^"'\n]{1,300})\2/g;
const MAX_HEAD = 4000;

/** The imports of a text, by a pattern instead of tokens. */
export function readLooseImports(text: string): LooseImport[] {
  const imports: LooseImport[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const specifier = match[3] as string;
    const head = match[1] ? getHead(text, match.index) : '';
    if (/^(?:import|export)\s+type\s+(?!from\b|,)/.test(head)) continue;
    const inBraces = /^(?:import|export)\s*\{([^}]*)\}\s*$/.exec(head)?.[1];
    const names =
      inBraces
        ?.split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '') ?? null;
    const values =
      names?.filter((name) => !name.startsWith('type ')).map((name) => name.split(/\s/, 1)[0] as string) ?? null;
    if (names && names.length > 0 && values?.length === 0) continue;
    imports.push({ specifier, names: values });
  }
  return detach(imports);
}

/** The statement in front of `from`, from its keyword on. */
function getHead(text: string, index: number): string {
  const before = text.slice(Math.max(0, index - MAX_HEAD), index);
  return before.slice(Math.max(before.lastIndexOf('import'), before.lastIndexOf('export'), 0));
}
