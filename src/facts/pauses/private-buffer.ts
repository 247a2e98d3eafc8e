import { getPropertyName, unwrap } from '../../source/predicates.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { isExported } from '../../semantics/exports.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';

/** Is it a view of a buffer that is made here and handed to nobody, so that no other thread can ever notify it? */
export function isPrivateBuffer(file: SourceFile, node: Node | undefined): boolean {
  if (!node) return false;
  const value = unwrap(node);
  if (value.type === 'NewExpression') return isNewBuffer(value) || isPrivateBuffer(file, value.arguments[0]);
  if (value.type !== 'Identifier') return false;
  const variable = findVariable(file, value);
  const definition = variable?.defs[0];
  const made = findInitialValue(definition);
  if (!variable || !made) return false;
  if (!isPrivateBuffer(file, made) || isExported(file, variable)) return false;
  return variable.references.every((r) => r.init === true || isLocalUse(r.identifier as TSESTree.Identifier));
}

function isNewBuffer(node: TSESTree.NewExpression): boolean {
  return node.callee.type === 'Identifier' && node.callee.name === 'SharedArrayBuffer';
}

/** Reads and writes of elements, arguments of `Atomics`, and views made of it stay in this thread. */
function isLocalUse(id: TSESTree.Identifier): boolean {
  const parent = id.parent;
  if (parent.type === 'MemberExpression') return parent.object === id && getPropertyName(parent) !== 'buffer';
  if (parent.type === 'NewExpression')
    return /^(?:Big)?U?[Ii]nt\d+Array$/.test(parent.callee.type === 'Identifier' ? parent.callee.name : '');
  const callee = parent.type === 'CallExpression' ? unwrap(parent.callee) : null;
  return callee?.type === 'MemberExpression' && callee.object.type === 'Identifier' && callee.object.name === 'Atomics';
}

/** Does the file itself notify the memory, as if another thread ran its code? */
export function isNotifiedHere(file: SourceFile, node: Node | undefined): boolean {
  const variable = node?.type === 'Identifier' ? findVariable(file, node) : null;
  return (variable?.references ?? []).some(({ identifier: { parent } }) => {
    const callee = parent.type === 'CallExpression' ? unwrap(parent.callee) : null;
    return callee?.type === 'MemberExpression' && getPropertyName(callee) === 'notify';
  });
}
