// Makes the files of a program ready for web workers: types go, imports lead to what the page has, and each `try` that
// has a `finally` tells when it is entered and left, so that the page knows which one a kill has skipped.
import ts from 'typescript';
import { MODULE_NAMES } from '../run/module-names.ts';
import type { PaneFile, RunnableFile } from './protocol.ts';

const modules: ReadonlySet<string> = new Set(MODULE_NAMES);
/** What is only there on pages that a server has cut off from all others. */
const SHARED_MEMORY = new Set(['SharedArrayBuffer', 'Atomics']);

/** Of `node:worker_threads`; a channel of pages that were opened from a disk reaches nobody. */
const MISSING = new Set(['BroadcastChannel', 'receiveMessageOnPort']);

/** What a CommonJS file finds around itself. */
const COMMON_JS = (name: string): string =>
  `const { require } = graceful, module = { exports: {} }, exports = module.exports, __filename = '/project/${name}', __dirname = '/project';`;

interface Insertion {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export function prepare(files: readonly PaneFile[]): RunnableFile[] {
  const there = files.filter(({ text }) => text.trim() !== '');
  const missing = findMissing(there);
  return there.map((file) => {
    const prepared = prepareFile(file, there);
    return { ...prepared, obstacle: prepared.obstacle ?? missing };
  });
}

/** What a program lacks as a whole. */
function findMissing(files: readonly PaneFile[]): string | null {
  if (!files.some(({ text }) => /\bnew\s+(?:\w+\.)*Worker\b/.test(text))) return 'No worker is started here.';
  const startsItself = files.some(({ text }) => text.includes('isMainThread'));
  return files.length > 1 || startsItself ? null : 'The file of the worker is not here.';
}

function prepareFile(file: PaneFile, files: readonly PaneFile[]): RunnableFile {
  const source = ts.createSourceFile(file.name, file.text, ts.ScriptTarget.Latest, true);
  const insertions: Insertion[] = [];
  let obstacle: string | null = null;
  let isCommonJs = false;
  const visit = (node: ts.Node): void => {
    isCommonJs ||= isRequire(node);
    const found = read(node, source, files);
    if (typeof found === 'string') obstacle ??= found;
    else insertions.push(...found);
    ts.forEachChild(node, visit);
  };
  visit(source);
  if (isCommonJs) insertions.push({ from: 0, to: 0, text: COMMON_JS(file.name) });
  return { name: file.name, text: toJavaScript(file.name, insert(file.text, insertions)), obstacle };
}

/** What to change at a node; a text where the program cannot run here. */
function read(node: ts.Node, source: ts.SourceFile, files: readonly PaneFile[]): Insertion[] | string {
  if (ts.isIdentifier(node) && SHARED_MEMORY.has(node.text)) {
    return `It shares memory between threads (${node.text}), which a page may only do when its server sends isolation headers.`;
  }
  if (isRequire(node)) return checkRequired(node);
  if (ts.isIdentifier(node) && MISSING.has(node.text)) return `It uses ${node.text}, which is not here.`;
  const specifier = getSpecifier(node);
  const linked = specifier ? link(specifier, files) : [];
  if (typeof linked === 'string') return linked;
  if (specifier || isImportCall(node)) return isImportCall(node) ? [...linked, ...keepAlive(node)] : linked;
  if (ts.isTryStatement(node) && node.finallyBlock) return track(node, node.finallyBlock, source);
  if (ts.isPropertyAccessExpression(node) && node.expression.kind === ts.SyntaxKind.MetaProperty) {
    const value = node.name.text === 'url' ? `file:///project/${source.fileName}` : `/project/${source.fileName}`;
    return [{ from: node.getStart(), to: node.end, text: JSON.stringify(value) }];
  }
  return [];
}

function isRequire(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require';
}

function checkRequired({ arguments: [specifier] }: ts.CallExpression): [] | string {
  const name = specifier && ts.isStringLiteral(specifier) ? specifier.text : '';
  return modules.has(name.replace(/^node:/, '')) ? [] : `It requires '${name}', which is not here.`;
}

function getSpecifier(node: ts.Node): ts.StringLiteral | null {
  const isType = ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  if (isType) return null;
  const specifier =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : isImportCall(node)
        ? node.arguments[0]
        : undefined;
  return specifier && ts.isStringLiteral(specifier) ? specifier : null;
}

function isImportCall(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

/** A thread does not end while it loads. */
function keepAlive(call: ts.CallExpression): Insertion[] {
  return [
    { from: call.getStart(), to: call.getStart(), text: 'graceful.keep(' },
    { from: call.end, to: call.end, text: ')' },
  ];
}

function link(specifier: ts.StringLiteral, files: readonly PaneFile[]): Insertion[] | string {
  const { text } = specifier;
  const name = text.replace(/^node:/, '');
  const stem = text.replace(/^.*\//, '').replace(/\.[cm]?[jt]sx?$/, '');
  const file = text.startsWith('.') && files.find((one) => one.name.replace(/^.*\//, '').startsWith(`${stem}.`));
  if (!file && !modules.has(name)) return `It imports '${text}', which is not here.`;
  return [{ from: specifier.getStart(), to: specifier.end, text: `'graceful:${file ? file.name : name}'` }];
}

function track({ tryBlock }: ts.TryStatement, finallyBlock: ts.Block, source: ts.SourceFile): Insertion[] {
  const line = source.getLineAndCharacterOfPosition(finallyBlock.getStart()).line + 1;
  return (
    [
      [tryBlock, 'enter'],
      [finallyBlock, 'leave'],
    ] as const
  ).map(([block, call]) => {
    const at = block.getStart() + 1;
    return { from: at, to: at, text: `graceful.${call}(${line});` };
  });
}

function insert(text: string, insertions: readonly Insertion[]): string {
  let [result, at] = ['', 0];
  for (const { from, to, text: inserted } of insertions.toSorted((a, b) => a.from - b.from)) {
    result += text.slice(at, from) + inserted;
    at = to;
  }
  return result + text.slice(at);
}

function toJavaScript(name: string, text: string): string {
  if (!/\.[cm]?tsx?$|\.jsx$/.test(name)) return text;
  const compilerOptions = { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(text, { fileName: name, compilerOptions }).outputText;
}
