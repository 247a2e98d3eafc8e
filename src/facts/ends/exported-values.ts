import { getPropertyName, unwrap } from '../../source/predicates.ts';
import { oncePerFile, type SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { getExports, type ModuleRef } from '../../semantics/exports.ts';
import { findOrigin } from '../../semantics/origin.ts';
import { listFunctions } from '../../semantics/value-functions.ts';
import { findBundledWorker, findMadeValue, type MadeValue } from './made-value.ts';
import { findBinding } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';

/** An export as the summary of a file keeps it. */
export interface ExportSummary {
  /** `default`, a name, `default.property`; `*` for all names of another module but `default`. */
  readonly name: string;
  readonly isType: boolean;
  readonly isFunction: boolean;
  /** Where another module has it. */
  readonly from: ModuleRef | null;
  readonly made: MadeValue | null;
}

const MAX_DEPTH = 3;

/** Every export of the file, and what is of interest in exported objects. */
export const getExportSummaries = oncePerFile((file): readonly ExportSummary[] => {
  return getExports(file).flatMap(({ name, isType, node, from }) => {
    if (!node)
      return [{ name, isType, isFunction: false, from: from ?? null, made: from ? findBundledWorker(from) : null }];
    const isFunction = listFunctions(file, node, []).length > 0;
    const made = isType ? null : findMadeValue(file, node);
    return [{ name, isType, isFunction, from: null, made }, ...listProperties(file, name, node, 1)];
  });
});

function listProperties(file: SourceFile, name: string, node: Node, depth: number): ExportSummary[] {
  const object = depth < MAX_DEPTH ? findObject(file, node) : null;
  return (object?.properties ?? []).flatMap((property): ExportSummary[] => {
    const key = property.type === 'Property' ? getPropertyName(property) : null;
    if (property.type !== 'Property' || key === null) return [];
    const path = `${name}.${key}`;
    const origin = findOrigin(file, property.value);
    const from = origin && origin.module !== '' ? { specifier: origin.module, name: origin.path || '*' } : null;
    const made = from ? findBundledWorker(from) : findMadeValue(file, property.value);
    const isFunction = !from && listFunctions(file, property.value, []).length > 0;
    const own = from || made || isFunction ? [{ name: path, isType: false, isFunction, from, made }] : [];
    return [...own, ...listProperties(file, path, property.value, depth + 1)];
  });
}

function findObject(file: SourceFile, node: Node): TSESTree.ObjectExpression | null {
  const inner = unwrap(node);
  if (inner.type === 'ObjectExpression') return inner;
  const variable = inner.type === 'Identifier' ? findVariable(file, inner) : null;
  const binding = variable && findBinding(variable);
  const value = binding?.from === 'value' && binding.names.length === 0 ? unwrap(binding.value) : null;
  return value?.type === 'ObjectExpression' ? value : null;
}

/** The default export is a value, not what typed projects write for a module that the bundler makes: `null as any`, `{}`. */
export function hasDefaultValue(file: SourceFile): boolean {
  return getExports(file).some(({ name, isType, node }) => {
    const value = node && unwrap(node);
    const isEmpty = value?.type === 'ObjectExpression' || value?.type === 'UnaryExpression' || isNothing(value);
    return name === 'default' && !isType && !isEmpty;
  });
}

function isNothing(value: Node | null | undefined): boolean {
  return (
    (value?.type === 'Literal' && value.value === null) || (value?.type === 'Identifier' && value.name === 'undefined')
  );
}

/**
 * What a path of names leads to: the export of that name, or where to go on. More than one only where all exports of
 * several modules are handed on.
 */
export function listExportsOf(exports: readonly ExportSummary[], path: string): ExportSummary[] {
  const name = path === '' || path === '*' ? 'default' : path;
  const exact = exports.filter((one) => one.name === name && !(one.isType && one.from === null));
  if (exact.length > 0) return exact;
  for (let end = name.lastIndexOf('.'); end > 0; end = name.lastIndexOf('.', end - 1)) {
    const near = exports.filter((one) => one.name === name.slice(0, end));
    const handedOn = near.flatMap((one) => (one.from ? [{ ...one, from: extend(one.from, name.slice(end + 1)) }] : []));
    if (handedOn.length > 0) return handedOn;
  }
  // The default import of CommonJS without a default is its `exports`.
  if (name.startsWith('default.')) return listExportsOf(exports, name.slice('default.'.length));
  if (name === 'default') return [];
  const all = exports.filter((one) => one.name === '*');
  return all.flatMap((one) => (one.from ? [{ ...one, name, from: extend(one.from, name) }] : []));
}

function extend({ specifier, name }: ModuleRef, rest: string): ModuleRef {
  return { specifier, name: name === '*' ? rest : `${name}.${rest}` };
}
