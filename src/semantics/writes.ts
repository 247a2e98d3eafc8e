import { getPropertyName, unwrap } from '../source/predicates.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Node, TSESTree, Variable } from '../source/types.ts';
import { findPatternPath } from './values.ts';
import { findVariable } from '../source/variables.ts';
import { getPropertySources } from './members.ts';

/** A value that a variable is given, and the properties to take of it; null where it is not written in the file. */
export interface Write {
  readonly value: Node | null;
  readonly names: readonly string[];
}

const GIVES_RIGHT = /^(?:=|\?\?=|\|\|=)$/;

/**
 * Every value that the file gives a variable, or the property at a path of it: declarations, defaults, assignments, the
 * elements of a list that is gone through.
 */
export function listWrites(variable: Variable, path: readonly string[]): Write[] {
  const names = new Set(variable.references.filter((one) => one.isWrite()).map(({ identifier }) => identifier as Node));
  const whole = [...names].flatMap(listOfName).map(({ value, names: own }) => ({ value, names: [...own, ...path] }));
  if (path.length === 0) return whole;
  const [first, ...rest] = path;
  const parts = variable.references.flatMap(({ identifier }): Write[] => {
    const member = (identifier as Node).parent;
    if (member?.type !== 'MemberExpression' || member.object !== identifier) return [];
    const { parent } = member;
    if (parent.type !== 'AssignmentExpression' || parent.left !== member) return [];
    const name = getPropertyName(member);
    if (name === null) return [{ value: null, names: [] }];
    return name === first || first === '*' ? [{ value: parent.right, names: rest }] : [];
  });
  return [...whole, ...parts];
}

/** The values that a name in a declaration, an assignment or a pattern is given. */
function listOfName(name: Node): Write[] {
  const { parent } = name;
  const fallback =
    parent?.type === 'AssignmentPattern' && parent.left === name ? [{ value: parent.right, names: [] }] : [];
  const path = findPatternPath(name);
  return [...fallback, path ? findWrite(path.root, path.names) : { value: null, names: [] }];
}

function findWrite(target: Node, names: readonly string[]): Write {
  const { parent } = target;
  if (parent?.type === 'VariableDeclarator' && parent.id === target) {
    const loop = parent.parent.parent;
    if (loop.type === 'ForOfStatement' && loop.left === parent.parent)
      return { value: loop.right, names: ['*', ...names] };
    return { value: parent.init, names };
  }
  const isAssigned =
    parent?.type === 'AssignmentExpression' && parent.left === target && GIVES_RIGHT.test(parent.operator);
  return isAssigned ? { value: parent.right, names } : { value: null, names };
}

/** What a field of `this` is given in its class, or in a file without classes; a parameter may be a field too. */
export function listFieldWrites(
  file: SourceFile,
  self: TSESTree.ThisExpression,
  name: string,
): ({ readonly value: Node } | { readonly parameter: Variable })[] {
  const owner = findClassBody(self);
  const values = getPropertySources(file, null, name).values.flatMap((value) => {
    const place = value.parent;
    if (place?.type === 'PropertyDefinition') return place.parent === owner ? [{ value }] : [];
    const target = place?.type === 'AssignmentExpression' ? unwrap(place.left) : null;
    const isOwn = target?.type === 'MemberExpression' && unwrap(target.object).type === 'ThisExpression';
    return isOwn && findClassBody(target) === owner ? [{ value }] : [];
  });
  const parameter = owner && findParameterField(file, owner, name);
  return parameter ? [...values, { parameter }] : values;
}

function findClassBody(node: Node): TSESTree.ClassBody | null {
  let current: Node | undefined = node;
  while (current && current.type !== 'ClassBody') current = current.parent;
  return current ?? null;
}

/** `constructor(private readonly file: URL) {}` */
function findParameterField(file: SourceFile, { body }: TSESTree.ClassBody, name: string): Variable | null {
  for (const member of body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue;
    for (const field of member.value.params) {
      if (field.type !== 'TSParameterProperty') continue;
      const target = field.parameter.type === 'AssignmentPattern' ? field.parameter.left : field.parameter;
      if (target.type === 'Identifier' && target.name === name) return findVariable(file, target);
    }
  }
  return null;
}
