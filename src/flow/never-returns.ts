import { getNodes } from '../source/node-index.ts';
import { getPropertyName, isFunction, unwrap } from '../source/predicates.ts';
import type { Node, Scope, TSESTree } from '../source/types.ts';
import { oncePerFile, type SourceFile } from '../source/source-file.ts';
import { globalObjects } from '../knowledge/node-modules.ts';
import { processExits } from '../knowledge/process-exits.ts';

/** `process`: everything ends at once. `function`: the call throws or ends the process, but does not return. */
export type Ending = 'process' | 'function';

const PROCESS_MODULE = /^(?:node:)?process$/;

/**
 * Does the call never return? Knows the calls of Node and Deno that end the process (also imported by name from
 * `node:process`) and functions and methods of the same file with the return type `never`.
 */
export function findEnding(file: SourceFile, call: TSESTree.CallExpression): Ending | null {
  const callee = unwrap(call.callee);
  if (callee.type === 'Identifier') return findNamed(file, callee);
  if (callee.type !== 'MemberExpression') return null;
  const method = getPropertyName(callee);
  if (method === null) return null;
  const object = unwrap(callee.object);
  if (object.type === 'ThisExpression') return getNevers(file).methods.has(method) ? 'function' : null;
  const owner = getGlobalName(object);
  return owner !== null && Object.hasOwn(processExits, owner) && processExits[owner]?.includes(method)
    ? 'process'
    : null;
}

function getGlobalName(object: Node): string | null {
  if (object.type === 'Identifier') return object.name;
  if (object.type !== 'MemberExpression' || object.object.type !== 'Identifier') return null;
  return globalObjects.has(object.object.name) ? getPropertyName(object) : null;
}

function findNamed(file: SourceFile, callee: TSESTree.Identifier): Ending | null {
  const { names } = getNevers(file);
  if (!names.has(callee.name)) return null;
  for (let scope: Scope | null = file.code.getScope?.(callee) ?? null; scope; scope = scope.upper) {
    const variable = scope.set.get(callee.name);
    if (variable) return names.get(callee.name)?.get(variable.defs[0]?.node as Node) ?? null;
  }
  return null;
}

interface Nevers {
  /** By name, then by the node that defines it (an import specifier, a function, a variable's declarator). */
  readonly names: ReadonlyMap<string, ReadonlyMap<Node, Ending>>;
  readonly methods: ReadonlySet<string>;
}

const getNevers = oncePerFile((file): Nevers => {
  const names = new Map<string, Map<Node, Ending>>();
  const methods = new Set<string>();
  const add = (name: string, definition: Node, ending: Ending): void => {
    names.set(name, (names.get(name) ?? new Map<Node, Ending>()).set(definition, ending));
  };
  for (const { source, specifiers } of getNodes(file.code, 'ImportDeclaration')) {
    if (!PROCESS_MODULE.test(source.value)) continue;
    for (const specifier of specifiers) {
      if (specifier.type === 'ImportSpecifier' && processExits['process']?.includes(getImported(specifier))) {
        add(specifier.local.name, specifier, 'process');
      }
    }
  }
  for (const keyword of getNodes(file.code, 'TSNeverKeyword')) {
    const definition = findDefinition(keyword);
    if (definition?.type === 'MethodDefinition') methods.add(getPropertyName(definition) ?? '');
    else if (definition?.id?.type === 'Identifier') add(definition.id.name, definition, 'function');
  }
  return { names, methods };
});

function getImported({ imported }: TSESTree.ImportSpecifier): string {
  return imported.type === 'Identifier' ? imported.name : imported.value;
}

type Definition =
  TSESTree.FunctionDeclaration | TSESTree.TSDeclareFunction | TSESTree.VariableDeclarator | TSESTree.MethodDefinition;

/** What a function whose return type is this keyword is known as. */
function findDefinition(keyword: Node): Definition | null {
  const annotation = keyword.parent;
  const fn = annotation?.parent;
  if (!fn || !('returnType' in fn) || fn.returnType !== annotation) return null;
  if (fn.type === 'FunctionDeclaration' || fn.type === 'TSDeclareFunction') return fn;
  if (fn.type === 'TSFunctionType') return findTypedVariable(fn);
  if (!isFunction(fn)) return null;
  const outer = fn.parent;
  return outer.type === 'MethodDefinition' || outer.type === 'VariableDeclarator' ? outer : null;
}

/** `const fail: (why: string) => never = …`. */
function findTypedVariable(type: TSESTree.TSFunctionType): TSESTree.VariableDeclarator | null {
  const id = type.parent.parent;
  return id?.type === 'Identifier' && id.parent.type === 'VariableDeclarator' ? id.parent : null;
}
