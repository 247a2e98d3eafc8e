import { getPropertyName, getOuter, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { CallableSummary, SignalType, SymbolRef } from '../../source/summary.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import { getExports, type Export } from '../../semantics/exports.ts';
import { listFunctions } from '../../semantics/value-functions.ts';
import { getNamedSignalType } from '../signals/signal-types.ts';
import { listStatic } from './own-function.ts';
import { summarizeCallable } from './summarize-callable.ts';
import { findVariable } from '../../source/variables.ts';
import { findInitialValue } from '../../semantics/values.ts';

/** The functions of a file that others can call, and the types that they can name; no node is kept. */
export interface ModuleCallables {
  /** By the name of the export, or its path: `load`, `default`, `api.load`. */
  readonly callables: ReadonlyMap<string, CallableSummary>;
  readonly types: ReadonlyMap<string, SignalType>;
  /** What is only passed on, by its name here. */
  readonly passed: ReadonlyMap<string, SymbolRef>;
  /** Modules all of whose names are passed on. */
  readonly stars: readonly string[];
}

export function summarizeModule(file: SourceFile): ModuleCallables {
  const callables = new Map<string, CallableSummary>();
  const types = new Map<string, SignalType>();
  const passed = new Map<string, SymbolRef>();
  const stars: string[] = [];
  for (const one of getExports(file)) {
    if (one.from && one.name === '*') stars.push(one.from.specifier);
    else if (one.from) passed.set(one.name, one.from);
    else {
      const type = findType(file, one.node);
      if (type) types.set(one.name, type);
      for (const [path, fn] of listCallables(file, one)) {
        const summary = summarizeCallable(file, fn);
        if (summary && !callables.has(path)) callables.set(path, summary);
      }
    }
  }
  return { callables, types, passed, stars };
}

/** The exported function, the functions of an exported object, the static methods of an exported class. */
function listCallables(file: SourceFile, { name, node }: Extract<Export, { node: Node }>): [string, FunctionNode][] {
  const found: [string, FunctionNode][] = getPlain(file, node, []).map((fn) => [name, fn]);
  const value = getValue(file, node);
  if (value.type === 'ObjectExpression') {
    for (const property of value.properties) {
      const key = property.type === 'Property' ? getPropertyName(property) : null;
      if (key !== null)
        found.push(...getPlain(file, value, [key]).map((fn): [string, FunctionNode] => [`${name}.${key}`, fn]));
    }
  }
  if (value.type === 'ClassDeclaration' || value.type === 'ClassExpression') {
    for (const member of value.body.body) {
      const key =
        member.type === 'MethodDefinition' || member.type === 'PropertyDefinition' ? getPropertyName(member) : null;
      if (key !== null)
        found.push(...listStatic(value, key).map((fn): [string, FunctionNode] => [`${name}.${key}`, fn]));
    }
  }
  return found;
}

/** A function that is wrapped takes what its wrapper passes on, which nobody knows. */
function getPlain(file: SourceFile, node: Node, path: readonly string[]): FunctionNode[] {
  return listFunctions(file, node, path).filter((fn) => getOuter(fn).parent?.type !== 'CallExpression');
}

function getValue(file: SourceFile, node: Node): Node {
  const value = unwrap(node);
  const definition = value.type === 'Identifier' ? findVariable(file, value)?.defs[0] : undefined;
  if (definition?.type === 'ClassName') return definition.node;
  const init = findInitialValue(definition);
  return init ? unwrap(init) : value;
}

/** Of an interface or an alias, itself or by its name in `export { Options }`. */
function findType(file: SourceFile, node: Node): SignalType | null {
  const id = node.type === 'Identifier' ? node : 'id' in node && node.id?.type === 'Identifier' ? node.id : null;
  const isType = id && findVariable(file, id)?.defs.some((definition) => definition.type === 'Type');
  return isType ? getNamedSignalType(file, id) : null;
}
