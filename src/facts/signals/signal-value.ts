import { getPropertyName, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';
import { SIGNAL_LIKE_NAME, signalMakers } from '../../knowledge/signals.ts';
import { isCallTo } from '../../semantics/origin.ts';
import { findController, findCreation } from './controllers.ts';
import { isSignalType } from './signal-types.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/** An expression that is an AbortSignal, and how that is known: a name alone is a guess. */
export interface SignalValue {
  readonly evidence: 'made' | 'controller' | 'type' | 'name';
  /** The `new AbortController()` that it belongs to, where the file makes it. */
  readonly creation: TSESTree.NewExpression | null;
}

const MAX_ALIASES = 4;

/** Is the expression an AbortSignal, as far as a name tells? */
export function isSignal(file: SourceFile, node: Node): boolean {
  return findSignalValue(file, node) !== null;
}

/** What is known of an expression that is an AbortSignal; null for any other. */
export function findSignalValue(file: SourceFile, node: Node, depth = 0): SignalValue | null {
  const value = unwrap(node);
  if (value.type === 'CallExpression') {
    return isCallTo(file, value, signalMakers) ? { evidence: 'made', creation: null } : null;
  }
  const controller = findController(file, value);
  const creation = controller && findCreation(file, controller);
  if (creation) return { evidence: 'controller', creation };
  if (value.type === 'MemberExpression') {
    const name = getPropertyName(value) ?? '';
    const types = getPropertySources(file, value.object, name).types;
    if (types.length > 0 && types.every((type) => isSignalType(file, type)))
      return { evidence: 'type', creation: null };
    return byName(name);
  }
  if (value.type !== 'Identifier') return null;
  const definition = findVariable(file, value)?.defs[0];
  const name = definition?.name as Node | undefined;
  const type = name?.type === 'Identifier' ? name.typeAnnotation?.typeAnnotation : undefined;
  if (type && type.type !== 'TSAnyKeyword' && type.type !== 'TSUnknownKeyword') {
    return isSignalType(file, type) ? { evidence: 'type', creation: null } : null;
  }
  const init = depth < MAX_ALIASES ? findInitialValue(definition) : null;
  return (init && findSignalValue(file, init, depth + 1)) ?? byName(value.name);
}

function byName(name: string): SignalValue | null {
  return SIGNAL_LIKE_NAME.test(name) ? { evidence: 'name', creation: null } : null;
}
