import type { Heard, Tokens } from './heard-messages.ts';
import { HeardReader } from './heard.ts';
import { findTokenOrigin } from './origins.ts';
import type { Range, Source } from './source.ts';
import { readFunction } from './token-functions.ts';

/** What the message listeners of a file hear. */
export interface Listening extends Heard {
  readonly listens: boolean;
}

/** Receivers, by their last name, whose messages come from the owner; a worker's or socket's own do not. */
const PORT_NAME = /^(?:self|globalThis|process)$|(?:port|channel|scope|context|ctx|parent)\d*_?$/i;
const LISTEN = /^(?:on|once|addListener|addEventListener|prependListener)$/;
const PORT_METHOD =
  /^(?:on|once|off|addListener|removeListener|removeAllListeners|addEventListener|removeEventListener|postMessage|close|ref|unref|start|emit|onmessage|onmessageerror|listenerCount)$/;
/** Functions of libraries, by any import, that are handed all messages. */
const EXPOSE = /^(?:expose|runAsWorker|worker)$/;
const GLOBAL_SCOPE = /^(?:self|globalThis)$/;

/** Reads every message listener of a file. */
export function readListening(tokens: Tokens): Listening {
  const reader = new HeardReader(tokens);
  const { heard } = reader;
  const ports = getPortNames(tokens);
  let listens = false;
  for (let i = 0; i < tokens.source.length; i += 1) {
    if (!tokens.source.isName(i)) continue;
    const found = readListener(tokens, reader, i, ports);
    if (found === 'open') heard.isOpen = true;
    if (found !== null) listens = true;
  }
  return { messages: heard.messages, handedOn: heard.handedOn, isOpen: heard.isOpen, listens };
}

function readListener(
  tokens: Tokens,
  reader: HeardReader,
  i: number,
  ports: ReadonlySet<string>,
): 'listens' | 'open' | null {
  const { source } = tokens;
  const name = source.getText(i);
  const isCall = source.is(i + 1, '(');
  if (isCall && LISTEN.test(name)) return readOn(tokens, reader, i);
  if (name === 'onmessage') return readOnMessage(tokens, reader, i);
  if (name === 'receiveMessageOnPort' && isCall) return readSynchronous(tokens, reader, i);
  if (isCall && EXPOSE.test(name)) {
    const origin = findTokenOrigin(source, tokens.bindings, getPathStart(source, i));
    return origin && origin.module !== '' && !origin.module.startsWith('.') ? 'open' : null;
  }
  return ports.has(name) || GLOBAL_SCOPE.test(name) ? readPort(source, i) : null;
}

/** `parentPort` and the names that it is imported by. */
function getPortNames({ bindings }: Tokens): Set<string> {
  const locals = bindings.entries.flatMap(({ names }) =>
    names.filter(({ name }) => name === 'parentPort').map(({ local }) => local),
  );
  return new Set(['parentPort', ...locals]);
}

/** `parentPort.on('message', …)`, `addEventListener('message', …)`, `on(parentPort, 'message')`. */
function readOn(tokens: Tokens, reader: HeardReader, i: number): 'listens' | 'open' | null {
  const { source } = tokens;
  const [first, second] = source.split(i + 1);
  if (!first || !second) return null;
  if (isText(source, second, 'message')) return readIterator(tokens, reader, i);
  if (!isText(source, first, 'message')) return null;
  // Whose message it is cannot be told: `const scope = self`, or a worker of this worker.
  if (!isFromOwner(source, i)) return 'open';
  readHandler(tokens, reader, second);
  return 'listens';
}

/** `for await (const [msg] of on(port, 'message')) {}`, `const [msg] = await once(port, 'message')`. */
function readIterator(tokens: Tokens, reader: HeardReader, i: number): 'listens' | null {
  const { source, bindings } = tokens;
  const origin = findTokenOrigin(source, bindings, getPathStart(source, i));
  if (origin?.module !== 'events' && !(origin?.module === '' && source.is(i - 1, '.'))) return null;
  let before = getPathStart(source, i) - 1;
  while (source.is(before, 'await')) before -= 1;
  const isLoop = source.is(before, 'of');
  const target = source.findPartner(before - 1) ?? before - 1;
  const close = isLoop ? source.skip(i + 1) : -1;
  const names = new Map<string, string | null>();
  if (!isLoop && !source.is(before, '=')) {
    reader.heard.isOpen = true;
    return 'listens';
  }
  reader.addPattern(target, null, names);
  reader.readBody(isLoop ? getStatement(source, close + 1) : getRest(source, i), names);
  return 'listens';
}

/** `onmessage = handler`, `self.onmessage = …`, `function onmessage(e) {}`. */
function readOnMessage(tokens: Tokens, reader: HeardReader, i: number): 'listens' | null {
  const { source } = tokens;
  if (source.is(i - 1, 'function')) {
    const fn = reader.findFunction('onmessage');
    if (fn) reader.readFunction(fn, 0, null);
    return fn && 'listens';
  }
  if (!source.is(i + 1, '=') || (source.is(i - 1, '.') && !isFromOwner(source, i))) return null;
  readHandler(tokens, reader, source.getExpression(i + 2));
  return 'listens';
}

/** `const m = receiveMessageOnPort(port)?.message` */
function readSynchronous(tokens: Tokens, reader: HeardReader, i: number): 'listens' {
  const { source } = tokens;
  let before = getPathStart(source, i) - 1;
  while (source.is(before, '(')) before -= 1;
  const names = new Map<string, string | null>();
  if (source.is(before, '=') || source.is(before, '??=')) {
    reader.addPattern(source.findPartner(before - 1) ?? before - 1, null, names);
    reader.readBody(getRest(source, before), names);
  } else {
    reader.heard.isOpen = true;
  }
  return 'listens';
}

function readHandler(tokens: Tokens, reader: HeardReader, range: Range): void {
  const { source, bindings } = tokens;
  const inline = readFunction(source, range);
  if (inline) return reader.readFunction(inline, 0, null);
  const isNull = source.is(range.start, 'null') || source.is(range.start, 'undefined');
  if (isNull) return;
  let end = range.start + 1;
  const isThis = source.is(range.start, 'this');
  if (isThis) end = range.start + 3;
  const isBound = source.is(end, '.') && source.is(end + 1, 'bind');
  const name = source.getText(end - 1);
  const imported = isThis ? null : bindings.find(name, range.start)?.imported;
  if ((end < range.end && !isBound) || (isThis && !source.isName(end - 1))) reader.heard.isOpen = true;
  else if (imported)
    reader.heard.handedOn.push({ specifier: imported.specifier, name: imported.name, argument: 0, field: null });
  else readNamedHandler(reader, name);
}

function readNamedHandler(reader: HeardReader, name: string): void {
  const fn = reader.findFunction(name);
  if (fn) reader.readFunction(fn, 0, null);
  else reader.heard.isOpen = true;
}

/** Is the listener's receiver a port to the owner, or nothing at all (the worker's global)? */
function isFromOwner(source: Source, i: number): boolean {
  if (!source.is(i - 1, '.') && !source.is(i - 1, '?.')) return true;
  const last = source.is(i - 2, '!') ? i - 3 : i - 2;
  return source.is(last, ')') || source.is(last, ']') ? true : PORT_NAME.test(source.getText(last));
}

/** The port is handed to something that may listen to it; tests and its own methods do not. */
function readPort(source: Source, i: number): 'open' | null {
  const next = source.is(i + 1, '!') ? i + 2 : i + 1;
  if ((source.is(next, '.') || source.is(next, '?.')) && PORT_METHOD.test(source.getText(next + 1))) return null;
  const start = getPathStart(source, i);
  const [before, after] = [source.getText(start - 1), source.getText(next)];
  if (source.is(start - 1, '(') && /^(?:on|once)$/.test(source.getText(start - 2))) return null;
  const isArgument =
    /^[(,]$/.test(before) &&
    /^[,)]$/.test(after) &&
    !/^(?:if|while|assert|ok|receiveMessageOnPort)$/.test(source.getText(start - 2));
  const isImported = source.findBlock(i) !== null && isPattern(source, source.findBlock(i) ?? -1);
  return isArgument && !isImported ? 'open' : null;
}

/** `import { a }` and `const { a } =`, against an object. */
function isPattern(source: Source, brace: number): boolean {
  return /^(?:import|export|const|let|var|,)$/.test(source.getText(brace - 1)) || source.is(source.skip(brace), 'from');
}

function isText(source: Source, { start, end }: Range, text: string): boolean {
  return end === start + 1 && source.getString(start) === text;
}

function getPathStart(source: Source, i: number): number {
  let start = i;
  while (source.is(start - 1, '.') && source.isName(start - 2)) start -= 2;
  return start;
}

function getStatement(source: Source, start: number): Range {
  if (source.is(start, '{')) return { start: start + 1, end: source.skip(start) - 1 };
  return source.getExpression(start);
}

/** From a token to the end of its block. */
function getRest(source: Source, i: number): Range {
  const block = source.findBlock(i);
  return { start: i, end: block === null ? source.length : source.skip(block) - 1 };
}
