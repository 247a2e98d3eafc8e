// In place of src/source/load-package.ts: in the page everything is there from the start. For other files the plugin
// asks oxc-parser, which is native code; the TypeScript parser answers in its place, with the same tree.
import * as scopeManager from '@typescript-eslint/scope-manager';
import * as visitorKeys from '@typescript-eslint/visitor-keys';
import type { ParserOptions } from 'oxc-parser';
import { parse } from '../linter/parser.ts';

const packages: Readonly<Record<string, unknown>> = {
  'oxc-parser': { parseSync },
  '@typescript-eslint/scope-manager': scopeManager,
  '@typescript-eslint/visitor-keys': visitorKeys,
};

export function loadPackage(name: string): unknown {
  return packages[name] ?? null;
}

function parseSync(filename: string, text: string, { lang, sourceType }: ParserOptions) {
  try {
    const program = parse(filename, text, lang === 'ts' ? 'ts' : 'tsx');
    program.sourceType = sourceType === 'module' ? 'module' : 'script';
    const comments = program.comments?.map(({ type, value, range: [start, end] }) => ({ type, value, start, end }));
    return { program, comments, errors: [] };
  } catch {
    return { program: null, comments: [], errors: [{ severity: 'Error' }] };
  }
}
