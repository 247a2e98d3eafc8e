import { getNodes } from '../../source/node-index.ts';
import { findEnclosingFunction, getPropertyName, getStaticString, unwrap } from '../../source/predicates.ts';
import type { FunctionNode, Node } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { SERVICE_WORKER_EVENT } from '../../knowledge/events.ts';
import { EXPOSES, WORKER_GLOBAL, WORKER_MARK, WORKER_SCOPE } from '../../knowledge/worker-marks.ts';

/** A place that only makes sense inside a worker. */
export interface Mark {
  readonly node: Node;
  /** How a message names it: "imports parentPort". */
  readonly reason: string;
}

/** The file's own evidence that (a part of) it runs in a worker; precision of each mark: corpus PATTERNS.md, D. */
export function getMarks(file: SourceFile): Mark[] {
  if (!WORKER_MARK.test(file.code.text)) return [];
  const marks = [...getNodeMarks(file), ...getLibraryMarks(file)];
  return isServiceWorker(file) ? marks : [...marks, ...getWebMarks(file)];
}

/** `parentPort` and `workerData` as imports; as a bare name `workerData` is mostly the owner's option key. */
function getNodeMarks(file: SourceFile): Mark[] {
  const marks: Mark[] = [];
  for (const name of ['parentPort', 'workerData'] as const) {
    if (!file.code.text.includes(name)) continue;
    const locals = getLocalNames(file, name);
    const uses = [
      ...getNodes(file.code, 'Identifier').filter((node) => locals.has(node.name)),
      ...getNodes(file.code, 'MemberExpression').filter((node) => getPropertyName(node) === name),
    ];
    const use = uses.filter((node) => !isDeclaration(node) && findOriginKey(file, node) === `worker_threads#${name}`);
    marks.push(...use.map((node) => ({ node, reason: `uses ${name}` })));
  }
  return marks;
}

/** The name itself, and the names that imports and destructuring give it: `{ parentPort as port }`. */
function getLocalNames(file: SourceFile, name: string): ReadonlySet<string> {
  const names = new Set([name]);
  for (const { imported, local } of getNodes(file.code, 'ImportSpecifier')) {
    if (imported.type === 'Identifier' && imported.name === name) names.add(local.name);
  }
  for (const property of getNodes(file.code, 'Property')) {
    if (property.value.type === 'Identifier' && getPropertyName(property) === name) names.add(property.value.name);
  }
  return names;
}

/** The name where it is imported: what counts is where it is used. */
function isDeclaration(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === 'ImportSpecifier' || parent?.type === 'ExportSpecifier') return true;
  return (
    (parent?.type === 'Property' && parent.parent.type === 'ObjectPattern') ||
    (parent?.type === 'VariableDeclarator' && parent.id === node)
  );
}

function getLibraryMarks(file: SourceFile): Mark[] {
  return getNodes(file.code, 'CallExpression')
    .filter((node) => EXPOSES.has(findOriginKey(file, node.callee) ?? ''))
    .map((node) => ({ node, reason: `calls ${file.code.getText(node.callee)}()` }));
}

function getWebMarks(file: SourceFile): Mark[] {
  const marks: Mark[] = [];
  for (const node of getNodes(file.code, 'AssignmentExpression')) {
    if (isSelfMember(file, node.left, 'onmessage')) marks.push({ node, reason: 'sets onmessage' });
  }
  for (const node of getNodes(file.code, 'CallExpression')) {
    const event = getStaticString(node.arguments[0]);
    if (isSelfMember(file, node.callee, 'postMessage') && !hasTargetOrigin(node.arguments)) {
      marks.push({ node, reason: 'calls postMessage()' });
    }
    // A bare `addEventListener` is as likely to be a window's.
    if (event === 'message' && isSelfMember(file, node.callee, 'addEventListener', true)) {
      marks.push({ node, reason: "listens to 'message' on self" });
    }
  }
  for (const node of getNodes(file.code, 'TSTypeReference')) {
    const name = node.typeName.type === 'Identifier' ? node.typeName.name : '';
    if (WORKER_SCOPE.has(name)) marks.push({ node: file.code.ast, reason: `declares ${name}` });
  }
  const library = file.code.getAllComments().find((c) => /^\/\s*<reference\s+lib=["']webworker["']/.test(c.value));
  if (library) marks.push({ node: file.code.ast, reason: 'references lib.webworker' });
  return marks;
}

/** `self.x`, `globalThis.x`, or a bare `x` that nothing declares. */
function isSelfMember(file: SourceFile, node: Node, name: string, onlyOnSelf = false): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Identifier')
    return !onlyOnSelf && inner.name === name && findOriginKey(file, inner) === `#${name}`;
  if (inner.type !== 'MemberExpression' || getPropertyName(inner) !== name) return false;
  const object = unwrap(inner.object);
  return (
    object.type === 'Identifier' && (object.name === 'self' || WORKER_GLOBAL.has(findOriginKey(file, object) ?? ''))
  );
}

/** `postMessage(message, '*')` is a window's. */
function hasTargetOrigin(args: readonly Node[]): boolean {
  return args.length > 1 && (getStaticString(args[1]) !== null || args[1]?.type === 'MemberExpression');
}

function isServiceWorker(file: SourceFile): boolean {
  if (/\bServiceWorkerGlobalScope\b/.test(file.code.text)) return true;
  return getNodes(file.code, 'CallExpression').some(
    (node) =>
      SERVICE_WORKER_EVENT.has(getStaticString(node.arguments[0]) ?? '') &&
      isSelfMember(file, node.callee, 'addEventListener', true),
  );
}

/** The innermost function around a mark: the worker's part of a file that is owner and worker at once. */
export function findMarkedFunction({ node }: Mark): FunctionNode | null {
  return node.type === 'Program' ? null : findEnclosingFunction(node);
}
