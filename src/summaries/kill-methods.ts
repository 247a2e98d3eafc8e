import { listProperties } from './object-literal.ts';
import type { Range, Source } from './source.ts';
import {
  findFunction,
  isOwnStatement,
  readFunction,
  readNamedFunction,
  type TokenFunction,
} from './token-functions.ts';

/** A method that ends workers at once. */
export interface KillMethod {
  readonly method: string;
  /** Of the kill, from 1. */
  readonly line: number;
  /** Where the method is inherited from, relative to the root. */
  readonly file?: string;
}

/** What the methods of a class or object do to its workers, as far as their words tell. */
export interface KillMethods {
  /** Those that end workers at once. */
  readonly kills: readonly KillMethod[];
  /** Those that end workers after a wait, a request or a look at whether they are busy. */
  readonly gentle: readonly string[];
  /** Those that promise a result. */
  readonly runs: readonly string[];
  readonly all: readonly string[];
}

interface Method {
  readonly name: string;
  readonly body: Range;
  readonly isPromise: boolean;
}

const WORKER = /worker|thread/i;
/** What is asked before an idle worker is ended. */
const IDLE = /idle|busy|processing|pending|in_?flight|unused|is_?free|available|finished|active|running|outstanding/i;
const IDLE_LIST = /^(?:idle|free|unused|available|finished)/i;
const MODIFIER = /^(?:public|private|protected|static|async|override|readonly|get|set|\*)$/;
const NO_MEMBER = /^(?:if|for|while|switch|with|catch|return|await|typeof|new|function|super|constructor)$/;

/** Reads the members of a class by its first token and the brace that opens its body. */
export function readClassMethods(source: Source, start: number, open: number): KillMethods {
  const close = source.findPartner(open) ?? open;
  const methods: Method[] = [];
  for (let i = open + 1; i < close; i = source.skip(i)) {
    if (!source.isName(i) || MODIFIER.test(source.getText(i)) || NO_MEMBER.test(source.getText(i))) continue;
    const isMember = source.is(i + 1, '(') || source.is(i + 1, '<') || source.is(i + 1, '=') || source.is(i + 1, ':');
    const fn = isMember ? readNamedFunction(source, i) : null;
    if (fn) methods.push(toMethod(source, source.getText(i), fn, isAsync(source, i)));
  }
  return judge(source, methods, { start, end: close });
}

/** Reads the members of an object literal, also those that are functions of the file by name. */
export function readObjectMethods(source: Source, object: Range): KillMethods {
  const methods = listProperties(source, object).flatMap(({ name, value }) => {
    const isMethod = source.is(value.start, name) && source.is(value.start + 1, '(');
    const isName = source.isName(value.start) && value.end === value.start + 1;
    const fn = isMethod
      ? readNamedFunction(source, value.start)
      : isName
        ? findFunction(source, source.getText(value.start))
        : readFunction(source, value);
    return fn ? [toMethod(source, name, fn, source.is(value.start, 'async') || isAsync(source, value.start))] : [];
  });
  return judge(source, methods, object);
}

function isAsync(source: Source, name: number): boolean {
  return (
    source.is(name - 1, 'async') ||
    source.is(name + 2, 'async') ||
    (source.is(name - 1, '*') && source.is(name - 2, 'async'))
  );
}

function toMethod(source: Source, name: string, { body }: TokenFunction, isMarked: boolean): Method {
  const isPromise = isMarked || someToken(body, (i) => source.is(i, 'Promise') || source.is(i, 'withResolvers'));
  return { name, body, isPromise };
}

function judge(source: Source, methods: readonly Method[], whole: Range): KillMethods {
  const lines = new Map<string, number>();
  const gentle = new Set<string>();
  const saysWorker = WORKER.test(source.getSource(whole));
  const ends = (method: Method): number => {
    const own =
      saysWorker || WORKER.test(source.getSource(method.body))
        ? findToken(method.body, (i) => isTerminate(source, i))
        : -1;
    return own !== -1
      ? own
      : findToken(
          method.body,
          (i) => isOwnCall(source, i) && lines.has(source.getText(i)) && isOwnStatement(source, i, method.body),
        );
  };
  // A method that calls a killing one kills as well: once more as long as there is something new.
  for (let before = -1; before !== lines.size;) {
    before = lines.size;
    for (const method of methods) {
      const at = lines.has(method.name) || gentle.has(method.name) ? -1 : ends(method);
      if (at === -1) continue;
      if (isGentle(source, method.body, at)) gentle.add(method.name);
      else lines.set(method.name, lines.get(source.getText(at)) ?? source.getLine(at));
    }
  }
  const runs = methods.filter(({ name, isPromise }) => isPromise && !lines.has(name) && !gentle.has(name));
  return {
    kills: [...lines].map(([method, line]) => ({ method, line })),
    gentle: [...gentle],
    runs: getNames(runs),
    all: getNames(methods),
  };
}

function getNames(methods: readonly Method[]): string[] {
  return methods.map(({ name }) => name);
}

/** `this.end()`, `this.#end()` */
function isOwnCall(source: Source, index: number): boolean {
  const dot = source.is(index - 1, '#') ? index - 2 : index - 1;
  return source.isName(index) && source.is(index + 1, '(') && source.is(dot, '.') && source.is(dot - 1, 'this');
}

function isTerminate(source: Source, index: number): boolean {
  if (!source.is(index, 'terminate') || !(source.is(index - 1, '.') || source.is(index - 1, '?.'))) return false;
  return !source.is(index - 2, 'this') && (source.is(index + 1, '(') || source.is(index + 1, '?.'));
}

/** Does the method wait for something, or look whether there is work, on its way to the kill? */
function isGentle(source: Source, body: Range, kill: number): boolean {
  const around = getCallbacks(source, body, kill);
  if (around.some((open) => isAnswer(source, open, kill))) return true;
  return someToken(body, (i) => {
    if (source.is(i, 'await') || source.is(i, 'yield'))
      return i < kill && !holdsKill(source, source.getExpression(i + 1));
    if (source.is(i, 'if') || source.is(i, 'while'))
      return i < kill && IDLE.test(source.getSource({ start: i + 1, end: source.skip(i + 1) }));
    return (
      source.isName(i) &&
      i < kill &&
      IDLE_LIST.test(source.getText(i)) &&
      (source.is(i + 1, '.') || source.is(i + 1, ')'))
    );
  });
}

function holdsKill(source: Source, range: Range): boolean {
  return someToken(range, (i) => source.is(i, 'terminate'));
}

/** The parentheses of the calls that lie between the body and the kill. */
function getCallbacks(source: Source, body: Range, kill: number): number[] {
  const opens: number[] = [];
  for (let i = body.start; i < kill; i += 1) {
    if (source.is(i, '(') && source.skip(i) > kill) opens.push(i);
  }
  return opens;
}

/** `.then(() => worker.terminate())` after an answer, a timer or an event; not behind the promise of the worker itself. */
function isAnswer(source: Source, open: number, kill: number): boolean {
  const called = source.getText(open - 1);
  if (/^(?:setTimeout|on|once|addEventListener|catch|finally)$/.test(called)) return true;
  if (called !== 'then') return false;
  const receiver = source.getText(kill - 2);
  return !source
    .split(open)
    .some((part) => readFunction(source, part)?.parameters.some(({ start }) => source.is(start, receiver)));
}

function findToken({ start, end }: Range, accepts: (index: number) => boolean): number {
  for (let i = start; i < end; i += 1) if (accepts(i)) return i;
  return -1;
}

function someToken(range: Range, accepts: (index: number) => boolean): boolean {
  return findToken(range, accepts) !== -1;
}
