import { LOOK_UP, NEUTRAL_CALL, SAME_TEXT, SAME_VALUE } from '../../knowledge/messages.ts';
import { findOrigin } from '../../semantics/origin.ts';
import {
  findEnclosingFunction,
  getLastName,
  getOuter,
  getPropertyName,
  getStaticString,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree, Variable } from '../../source/types.ts';
import { listCalled, listNamed } from './called-functions.ts';
import { getChannel } from './channel.ts';
import { getConstants, getEntries, type Constants } from './constants.ts';
import type { Listener } from './listener.ts';
import { findProperty, getField, getInner, isOfMessage, saysKind, type MessagePart } from './message-part.ts';
import type { HandedOn, HeardConstant } from './types.ts';
import { findVariable } from '../../source/variables.ts';

/** A literal that is heard, with the nodes that tell what is done then. */
export interface HeardNode {
  readonly value: string;
  readonly field: string | null;
  readonly node: Node;
  /** What is true for this message: a comparison, a look-up, the field itself, a `case`. */
  readonly test: Node;
  /** What a map holds for it. */
  readonly entry: Node | null;
  /** Null in a function that is read by itself. */
  readonly listener: Listener | null;
}

/** The same of a constant of another file. */
export interface HeardConstantNode extends Pick<HeardNode, 'node' | 'test' | 'entry' | 'listener'> {
  readonly constant: Omit<HeardConstant, 'end'>;
}

/** The function in which a value is followed, and the call that what it returns comes out of. */
interface Place {
  readonly fn: FunctionNode | null;
  readonly call: Node | null;
  readonly from: Place | null;
  readonly depth: number;
}

type Call = TSESTree.CallExpression | TSESTree.NewExpression;

export const TOP: Place = { fn: null, call: null, from: null, depth: 0 };
const MAX_DEPTH = 6;
/** What is followed further is no handler that a person wrote. */
const MAX_USES = 5000;
const EQUALITY = /^[!=]==?$/;

/** Follows messages through names, patterns and functions of a file, and collects what they are compared with. */
export class MessageReader {
  readonly heard: HeardNode[] = [];
  readonly constants: HeardConstantNode[] = [];
  readonly handedOn: HandedOn[] = [];
  isOpen = false;
  /** Whose messages are being read. */
  listener: Listener | null = null;
  private readonly file: SourceFile;
  private uses = 0;
  private readonly seen = new Map<object, Set<string>>();

  constructor(file: SourceFile) {
    this.file = file;
  }

  /** A function of the file that is given the part; `call` is null for what an emitter calls. */
  readFunction(fn: FunctionNode, argument: number, part: MessagePart, call: Node | null, from: Place = TOP): void {
    const rest = fn.params.at(-1);
    const place = { fn, call, from, depth: from.depth + 1 };
    if (rest?.type === 'RestElement' && argument >= fn.params.length - 1) {
      if (argument === fn.params.length - 1)
        this.readPattern(rest.argument, { ...part, envelopes: ['arguments', ...part.envelopes] }, place);
      return;
    }
    const parameter = fn.params[argument];
    if (parameter) this.readPattern(parameter, part, place);
  }

  /** The names that a parameter or declaration gives the part. */
  readPattern(target: Node, part: MessagePart, place: Place): void {
    switch (target.type) {
      case 'Identifier': {
        const variable = findVariable(this.file, target);
        return variable ? this.readVariable(variable, part, place) : undefined;
      }
      case 'AssignmentPattern':
        return this.readPattern(target.left, part, place);
      case 'RestElement':
        return this.readPattern(target.argument, part, place);
      case 'MemberExpression':
      case 'TSParameterProperty':
        return this.keep(part);
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') this.readPattern(property, part, place);
          else this.readProperty(property.value, getPropertyName(property), part, place);
        }
        return;
      case 'ArrayPattern':
        return target.elements.forEach((element, i) => {
          if (element) this.readProperty(element, String(i), part, place);
        });
      default:
    }
  }

  /** An expression whose value is the part. */
  readUse(node: Node, part: MessagePart, place: Place): void {
    if ((this.uses += 1) > MAX_USES) return this.keep(part);
    const outer = getOuter(node);
    const { parent } = outer;
    switch (parent?.type) {
      case 'MemberExpression':
        return parent.object === outer ? this.readMember(parent, part, place) : this.readKey(parent, part);
      case 'BinaryExpression':
        return this.readComparison(parent, outer, part);
      case 'SwitchStatement':
        for (const branch of parent.discriminant === outer ? parent.cases : [])
          if (branch.test) this.addAll(getConstants(this.file, branch.test), part, branch);
        return;
      case 'VariableDeclarator':
        return this.readPattern(parent.id, part, place);
      case 'AssignmentPattern':
        return parent.right === outer ? this.readPattern(parent.left, part, place) : undefined;
      case 'AssignmentExpression':
        if (parent.right !== outer) return;
        this.readAssigned(parent.left, part, place);
        return this.readUse(parent, part, place);
      case 'ForOfStatement':
        return parent.right === outer ? this.readLoop(parent, part, place) : undefined;
      case 'LogicalExpression':
        if (parent.operator === '&&' && parent.left === outer) return this.addFlag(outer, part);
        return this.readUse(parent, part, place);
      case 'ConditionalExpression':
        return parent.test === outer ? this.addFlag(outer, part) : this.readUse(parent, part, place);
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        return this.addFlag(outer, part);
      case 'UnaryExpression':
        return parent.operator === '!' ? this.addFlag(outer, part) : undefined;
      case 'AwaitExpression':
      case 'SequenceExpression':
        return this.readUse(parent, part, place);
      case 'CallExpression':
      case 'NewExpression':
        return this.readArgument(parent, parent.arguments.indexOf(outer as TSESTree.Expression), part, place);
      case 'SpreadElement':
        return this.readSpread(parent, part, place);
      case 'Property':
      case 'ArrayExpression':
        return this.readHolder(parent, part);
      case 'TemplateLiteral':
        return this.readText(parent, part);
      case 'ReturnStatement':
      case 'ArrowFunctionExpression':
        return this.readReturned(outer, part, place);
      case 'YieldExpression':
        return this.keep(part);
      default:
    }
  }

  private readVariable(variable: Variable, part: MessagePart, place: Place): void {
    const key = `${part.envelopes.join()}:${part.path.join('.')}:${place.call?.range.join() ?? ''}`;
    if (place.depth > MAX_DEPTH) return this.keep(part);
    if (!this.isNew(variable, key)) return;
    for (const reference of variable.references)
      if (reference.isRead()) this.readUse(reference.identifier, part, place);
  }

  private readProperty(target: Node, name: string | null, part: MessagePart, place: Place): void {
    const inner = name === null ? null : findProperty(part, name);
    if (inner) this.readPattern(target, inner, place);
  }

  private readMember(member: TSESTree.MemberExpression, part: MessagePart, place: Place): void {
    const isIndex = member.computed && member.property.type === 'Literal' && typeof member.property.value === 'number';
    const name = isIndex ? String((member.property as TSESTree.NumberLiteral).value) : getPropertyName(member);
    if (name === null) return;
    const call = getOuter(member).parent;
    if (call?.type === 'CallExpression' && unwrap(call.callee) === member)
      return this.readMethod(call, name, part, place);
    const inner = findProperty(part, name);
    if (inner) this.readUse(member, inner, place);
  }

  /** A method of the message or of its kind: `type.startsWith('stop')`, `type.toLowerCase()`. */
  private readMethod(call: TSESTree.CallExpression, name: string, part: MessagePart, place: Place): void {
    const [text] = call.arguments;
    if (name === 'startsWith' && text) this.addAll(getConstants(this.file, text), part, call);
    else if (SAME_TEXT.has(name)) this.readUse(call, part, place);
    // Of the promise that gives the message.
    else if (name === 'then' && text)
      for (const fn of listNamed(this.file, text)) this.readFunction(fn, 0, part, null, place);
  }

  /** `handlers[type]` */
  private readKey(member: TSESTree.MemberExpression, part: MessagePart): void {
    if (isOfMessage(part)) this.addAll(getEntries(this.file, member.object), part, member);
  }

  private readComparison(parent: TSESTree.BinaryExpression, operand: Node, part: MessagePart): void {
    if (EQUALITY.test(parent.operator)) {
      const other = parent.left === operand ? parent.right : parent.left;
      this.addAll(getConstants(this.file, other), part, parent);
    } else if (parent.operator === 'in' && parent.right === operand) {
      const name = getStaticString(parent.left);
      const inner = name === null ? null : findProperty(part, name);
      if (inner) this.addFlag(parent, inner);
    } else if (parent.operator === '+') {
      this.readText(parent, part);
    }
  }

  private readAssigned(target: Node, part: MessagePart, place: Place): void {
    if (target.type !== 'Identifier') return this.readPattern(target, part, place);
    const variable = findVariable(this.file, target);
    const isLocal = variable?.defs.some(({ node }) => findEnclosingFunction(node) === findEnclosingFunction(target));
    const isParameter = variable?.defs.some(({ node }) => (node as Node) === findEnclosingFunction(target));
    // Who reads a variable of outside, and when, is not followed.
    if (!isLocal && !isParameter) this.keep(part);
    if (variable) this.readVariable(variable, part, place);
  }

  private readLoop(loop: TSESTree.ForOfStatement, part: MessagePart, place: Place): void {
    if (part.envelopes[0] !== 'iteration') return;
    const target = loop.left.type === 'VariableDeclaration' ? loop.left.declarations[0]?.id : loop.left;
    if (target) this.readPattern(target, getInner(part), place);
  }

  private readArgument(call: Call, index: number, part: MessagePart, place: Place): void {
    if (index < 0) return;
    const callee = unwrap(call.callee);
    const name = getLastName(callee) ?? '';
    if (callee.type === 'MemberExpression' && LOOK_UP.has(name)) return this.readLookUp(call, callee.object, part);
    const called = listCalled(this.file, callee, index);
    if (called.length > 0 && (saysKind(part) || part.envelopes.length > 0)) {
      for (const { fn, argument } of called) this.readFunction(fn, argument, part, call, place);
      return;
    }
    if (!saysKind(part)) return;
    if (NEUTRAL_CALL.test(name) && !this.isForwarded(callee, name, part))
      return SAME_VALUE.has(name) ? this.readUse(call, part, place) : undefined;
    this.handOn(callee, index, part);
  }

  /** Is the whole message sent to something else than the owner, which may hear it? */
  private isForwarded(callee: Node, name: string, { path }: MessagePart): boolean {
    if (callee.type !== 'MemberExpression' || path.length > 0 || !/^(?:postMessage|send)$/.test(name)) return false;
    return /^(?:unknown|other)$/.test(getChannel(this.file, callee.object));
  }

  /** A function of another file gets it, or one that nobody can see. */
  handOn(callee: Node, argument: number, part: MessagePart): void {
    const origin = isOfMessage(part) || part.envelopes[0] === 'event' ? findOrigin(this.file, callee) : null;
    if (!origin || origin.module === '') return this.keep(part);
    this.handedOn.push({ specifier: origin.module, name: origin.path || 'default', argument, field: getField(part) });
  }

  /** `['stop', 'exit'].includes(type)`, `handlers.get(type)` */
  private readLookUp(call: Call, list: Node, part: MessagePart): void {
    if (isOfMessage(part) && saysKind(part)) this.addAll(getEntries(this.file, list), part, call);
  }

  /** `handle(...args)`, `{ ...message }` */
  private readSpread(spread: TSESTree.SpreadElement, part: MessagePart, place: Place): void {
    const { parent } = spread;
    if (parent.type !== 'CallExpression' && parent.type !== 'NewExpression') return this.readHolder(spread, part);
    if (part.envelopes[0] !== 'arguments') return this.keep(part);
    this.readArgument(parent, parent.arguments.indexOf(spread), getInner(part), place);
  }

  /** The value is put into an object or list: it is followed no further, unless that is only printed or sent. */
  private readHolder(node: Node, part: MessagePart): void {
    let holder = node;
    while (holder.parent && /^(?:Property|SpreadElement|ObjectExpression|ArrayExpression)$/.test(holder.parent.type))
      holder = holder.parent;
    const { parent } = holder;
    const isCall = parent?.type === 'CallExpression' || parent?.type === 'NewExpression';
    if (!isCall || !NEUTRAL_CALL.test(getLastName(parent.callee) ?? '')) this.keep(part);
  }

  /** A part of a text: the name of a method or handler, or something to print. */
  private readText(node: Node, part: MessagePart): void {
    let text = node;
    while (text.parent?.type === 'TemplateLiteral' || text.parent?.type === 'BinaryExpression') text = text.parent;
    const { parent } = text;
    if (parent?.type === 'MemberExpression' && parent.property === text) this.keep(part);
  }

  private readReturned(value: Node, part: MessagePart, place: Place): void {
    if (findEnclosingFunction(value) !== place.fn) return this.keep(part);
    if (place.call) this.readUse(place.call, part, place.from ?? TOP);
  }

  private addAll({ known, isOpen }: Constants, part: MessagePart, test: Node): void {
    if (!isOfMessage(part)) return;
    this.isOpen ||= isOpen;
    for (const one of known) {
      if ('text' in one) this.add(one.text, part, { node: one.node, test, entry: one.value });
      else
        this.constants.push({
          constant: {
            specifier: one.specifier,
            name: one.name,
            field: getField(part),
            line: one.node.loc.start.line,
          },
          node: one.node,
          test,
          entry: null,
          listener: this.listener,
        });
    }
  }

  /** `if (message.stop)` */
  private addFlag(test: Node, part: MessagePart): void {
    if (isOfMessage(part) && part.path.length > 0) this.add('true', part, { node: test, test, entry: null });
  }

  private add(value: string, part: MessagePart, at: Pick<HeardNode, 'node' | 'test' | 'entry'>): void {
    const field = getField(part);
    if (this.isNew(at.node, `${value}:${field ?? ''}`))
      this.heard.push({ value, field, ...at, listener: this.listener });
  }

  /** What becomes of it is not followed. */
  private keep(part: MessagePart): void {
    if (saysKind(part)) this.isOpen = true;
  }

  private isNew(about: object, key: string): boolean {
    let keys = this.seen.get(about);
    if (!keys) this.seen.set(about, (keys = new Set()));
    return !keys.has(key) && Boolean(keys.add(key));
  }
}
