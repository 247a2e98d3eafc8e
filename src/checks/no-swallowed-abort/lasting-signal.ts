import {
  findEnclosingFunction,
  findFunctionName,
  getLastName,
  getPropertyName,
  isInside,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import { walk } from '../../source/node-index.ts';
import type { Node, TSESTree, Variable } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { signalOptions } from '../../knowledge/signals.ts';
import { isNoSignal } from '../../facts/signals/live-signal.ts';
import { isSignal } from '../../facts/signals/signal-value.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { findInitialValue } from '../../semantics/values.ts';
import { findVariable } from '../../source/variables.ts';
import { getPropertySources } from '../../semantics/members.ts';

/** An abort signal as a call is given it. */
export interface GivenSignal {
  /** How the code writes it. */
  readonly text: string;
  /** Can it be missing, as an option that callers leave out? */
  readonly isOptional: boolean;
  /** The declarations and assignments that it comes from: made inside a turn of a loop, it is the turn's own. */
  readonly homes: readonly Node[];
  /** The method that makes it, when there is one: a turn may call that. */
  readonly maker: string | null;
}

/** The signals that a call is given: as an argument, or in an options literal under a name like `signal`. */
export function getGivenSignals(file: SourceFile, call: TSESTree.CallExpression): GivenSignal[] {
  // `kill(pid, signal)` speaks of process signals.
  if (/kill/i.test(getLastName(call.callee) ?? '')) return [];
  return call.arguments.flatMap((argument) => {
    const value = unwrap(argument);
    if (value.type === 'ObjectExpression') return getOfOptions(file, value);
    if (value.type === 'Identifier' && !isSignal(file, value)) {
      const options = findConstant(file, value);
      return options?.type === 'ObjectExpression' ? getOfOptions(file, options) : [];
    }
    return isSignal(file, value) ? resolveSignal(file, value) : [];
  });
}

function getOfOptions(file: SourceFile, options: TSESTree.ObjectExpression): GivenSignal[] {
  return options.properties.flatMap((property) =>
    property.type === 'Property' && signalOptions.has(getPropertyName(property) ?? '')
      ? resolveSignal(file, property.value)
      : [],
  );
}

/** Is the signal the same one in every turn of `round`, so that after an abort each turn meets it aborted? */
export function lastsFor(file: SourceFile, { homes, maker }: GivenSignal, round: Node): boolean {
  if (homes.some((home) => isInside(home, round))) return false;
  if (maker === null) return true;
  for (const node of walk(file.code, round)) {
    if (node.type === 'MemberExpression' && getPropertyName(node) === maker) return false;
  }
  return true;
}

/** Empty for what cannot be followed: the rule then says nothing. What may stand for one signal comes best first. */
export function resolveSignal(file: SourceFile, node: Node, depth = 0): GivenSignal[] {
  const value = unwrap(node);
  // `{ signal: controller }` is no signal here.
  if (depth > 5 || /controller$/i.test(getLastName(value) ?? '')) return [];
  if (value.type === 'CallExpression') {
    const list = value.arguments[0];
    // A timeout of its own ends one attempt; of what is joined to it the others last.
    if (findOriginKey(file, value.callee) !== '#AbortSignal.any' || list?.type !== 'ArrayExpression') return [];
    return list.elements.flatMap((element) => (element ? resolveSignal(file, element, depth + 1) : []));
  }
  if (value.type === 'Identifier') return resolveVariable(file, value, depth);
  if (value.type !== 'MemberExpression') return [];
  return resolveMember(file, value);
}

function resolveVariable(file: SourceFile, id: TSESTree.Identifier, depth: number): GivenSignal[] {
  const variable = findVariable(file, id);
  const definition = variable?.defs[0];
  if (!variable || !definition || variable.defs.length > 1 || isReassigned(variable)) return [];
  const name = definition.name as Node;
  const type = name.type === 'Identifier' && name.typeAnnotation ? name.typeAnnotation.typeAnnotation : null;
  if ((type && !isSignal(file, id)) || isNoSignal(file, name)) return [];
  const isOptional =
    (name.type === 'Identifier' && name.optional === true) ||
    (type !== null && /undefined|null/.test(file.code.getText(type))) ||
    isFromPattern(name);
  const given: GivenSignal = { text: id.name, isOptional, homes: [name], maker: null };
  if (definition.type === 'Parameter') return [given];
  if (definition.type !== 'Variable') return [];
  const { init } = definition.node;
  if (!init || definition.node.id !== name) return init ? [given] : [];
  const source = unwrap(init);
  if (source.type === 'LogicalExpression') return [{ ...given, isOptional: true }];
  if (source.type !== 'MemberExpression' && source.type !== 'Identifier')
    return [given, ...resolveSignal(file, source, depth + 1)];
  // Declared in each turn, an alias stands for what it is taken of.
  const meant = resolveSignal(file, source, depth + 1);
  return [...meant.map((signal) => ({ ...signal, text: id.name, homes: [...signal.homes, name] })), ...meant];
}

/** `{ signal: this.signal }`, where the constructor was given it under that name. */
function isGivenField(file: SourceFile, member: TSESTree.MemberExpression): boolean {
  const name = getPropertyName(member) ?? '';
  if (unwrap(member.object).type !== 'ThisExpression' || !signalOptions.has(name.replace(/^[#_]+/, ''))) return false;
  if (member.parent.type !== 'Property' || !signalOptions.has(getPropertyName(member.parent) ?? '')) return false;
  const { values } = getPropertySources(file, member.object, name);
  return values.length === 1 && values.every((value) => value.type === 'Identifier' && isParameter(file, value));
}

function isParameter(file: SourceFile, id: TSESTree.Identifier): boolean {
  return findVariable(file, id)?.defs[0]?.type === 'Parameter';
}

/** `controller.signal`, `options.signal`, `this.signal`, `this.#controller.signal`. */
function resolveMember(file: SourceFile, member: TSESTree.MemberExpression): GivenSignal[] {
  if (!isSignal(file, member) && !isGivenField(file, member)) return [];
  const text = file.code.getText(member);
  const path: string[] = [];
  let root: Node = member;
  while (root.type === 'MemberExpression') {
    const name = getPropertyName(root);
    if (name === null) return [];
    path.unshift(name);
    root = unwrap(root.object);
  }
  if (root.type === 'ThisExpression') return resolveField(file, root, path, text);
  if (root.type !== 'Identifier') return [];
  const variable = findVariable(file, root);
  const definition = variable?.defs[0];
  if (!variable || !definition || variable.defs.length > 1 || isReassigned(variable)) return [];
  const name = definition.name as Node;
  const isMade = findInitialValue(definition)?.type === 'NewExpression';
  if (definition.type === 'ImportBinding') return [{ text, isOptional: true, homes: [], maker: null }];
  if (definition.type !== 'Parameter' && definition.type !== 'Variable') return [];
  return [
    { text, isOptional: !isMade && !/\bcontroller$/i.test(path.at(-2) ?? root.name), homes: [name], maker: null },
  ];
}

function resolveField(file: SourceFile, owner: Node, path: readonly string[], text: string): GivenSignal[] {
  const [field = ''] = path;
  const values = getPropertySources(file, owner, field).values.filter((value) => !isNullish(value));
  // Made again, its abort ends one thing and not the loop.
  if (values.length > 1) return [];
  const [value] = values;
  const around = value && findEnclosingFunction(value);
  const name = around ? findFunctionName(around) : null;
  const isOptional = values.length === 0 || path.length === 1 || name !== 'constructor';
  return [
    {
      text,
      isOptional: isOptional && value?.parent?.type !== 'PropertyDefinition',
      homes: values,
      maker: name === 'constructor' ? null : name,
    },
  ];
}

function isReassigned(variable: Variable): boolean {
  return variable.references.some((reference) => reference.isWrite() && reference.init !== true);
}

function isFromPattern(name: Node): boolean {
  return name.parent?.type === 'Property' || name.parent?.parent?.type === 'Property';
}

function findConstant(file: SourceFile, id: TSESTree.Identifier): Node | null {
  const variable = findVariable(file, id);
  const value = findInitialValue(variable?.defs[0]);
  return variable && value && !isReassigned(variable) ? unwrap(value) : null;
}
