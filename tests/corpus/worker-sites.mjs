// How many `new Worker` sites of published code does the worker index resolve?
//
//   node tests/corpus/worker-sites.mjs FOLDER [--min PERCENT]
//
// FOLDER holds one package a folder. A site counts when its syntax names a file of the project: the first argument, with
// the constants of its file put in, has a path from the file's own place or a file name in it, and nothing that comes
// from elsewhere (a parameter, a field, a Blob, `data:`, `eval: true`), or has a whole `new URL('x', …)` as a part. That
// is decided on the syntax tree of TypeScript, not by the index. Declarations and minified files are left out. Prints
// each unresolved site with the index's reason; exits 1 when less than --min (90) percent are resolved.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { buildIndex } from './built-index.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { min: { type: 'string', default: '90' } },
});
const [folder] = positionals;
if (!folder) throw new Error('Which folder holds the packages?');
const { getIndexOf } = await import(pathToFileURL(path.join(await buildIndex(), 'index.mjs')).href);

const SETTINGS = { workers: [], jobs: [], pools: [], sleeps: [], helper: null };
const SOURCE = /\.[cm]?[jt]sx?$/;
const SKIPPED = /\.d\.[cm]?ts$|\.min\.|(?:^|\/)(?:node_modules|compiled|vendor)\/|(?:^|\/)\./;
const OWN_PLACE = /\bimport\.meta\b|\b__(?:dirname|filename)\b|\brequire\.resolve\b/;
const FILE_NAME = /["'`][^"'`\n]*\.(?:[cm]?[jt]sx?)["'`]/;
const WHOLE_URL = /new URL\(\s*["'`][^"'`$]+["'`]\s*,/;
const PLATFORM = /^(?:__dirname|__filename|process|require|undefined|URL)$/;
const NO_FILE = /\bBlob\b|createObjectURL|["'`]data:|\bdata:(?:text|application)\//;

const sites = readdirSync(folder, { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .flatMap(({ name }) => listSites(path.resolve(folder, name), name));
const named = sites.filter(({ isNamed }) => isNamed);
const resolved = named.filter(({ reason }) => reason === 'resolved' || reason === 'self');
for (const { place, text, reason } of named.filter((site) => !resolved.includes(site))) {
  console.log(`${(reason ?? 'unseen').padEnd(9)} ${place}  ${text}`);
}
const percent = named.length > 0 ? (100 * resolved.length) / named.length : 100;
console.log(
  `${resolved.length} of ${named.length} sites that name a file are resolved (${percent.toFixed(1)} %); ${sites.length} sites in all`,
);
if (percent < Number(values.min)) process.exitCode = 1;

function listSites(root, name) {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const files = entries.map((each) =>
    path.relative(root, path.join(each.parentPath, each.name)).replaceAll(path.sep, '/'),
  );
  const found = files
    .filter((file) => SOURCE.test(file) && !SKIPPED.test(file))
    .flatMap((file) => listSitesOf(path.join(root, file), file));
  if (found.length === 0) return [];
  const index = getIndexOf(root, SETTINGS);
  return found.map(({ file, line, text, isNamed }) => {
    const starts = index.starts.filter(({ place }) => place.file === file && place.line === line);
    const start = starts.find(({ target }) => target !== null) ?? starts[0];
    return { place: `${name}/${file}:${line}`, text, isNamed, reason: start?.reason ?? null };
  });
}

function listSitesOf(absolute, file) {
  const text = readFileSync(absolute, 'utf8');
  if (!/\bnew\s+[\w$.]*Worker\b/.test(text) || isMinified(text)) return [];
  const tree = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    /x$/.test(file) ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const constants = new Map();
  const sites = [];
  const visit = (node) => {
    if (ts.isVariableDeclaration(node) && node.initializer && ts.isIdentifier(node.name))
      constants.set(node.name.text, node.initializer);
    if (ts.isNewExpression(node) && /(?:^|\.)(?:Shared)?Worker$/.test(node.expression.getText(tree))) sites.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return sites.map((node) => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    const [argument, options] = node.arguments ?? [];
    const whole = argument ? expand(argument, tree, constants, 0) : { text: '', isKnown: false };
    const isFile = (OWN_PLACE.test(whole.text) || FILE_NAME.test(whole.text)) && !NO_FILE.test(whole.text);
    const isEval = /\beval\s*:\s*true/.test(options?.getText(tree) ?? '');
    const isNamed = isFile && !isEval && (whole.isKnown || WHOLE_URL.test(whole.text));
    return { file, line, text: argument?.getText(tree).replace(/\s+/g, ' ').slice(0, 90) ?? '', isNamed };
  });
}

/** The source text of an expression with the values of the constants that it uses, and whether that is all of it. */
function expand(node, tree, constants, depth) {
  let text = node.getText(tree);
  let isKnown = depth <= 4 && text.length < 5000;
  const visit = (inner) => {
    if (!isKnown || ts.isFunctionLike(inner)) return;
    if (ts.isIdentifier(inner) && isValue(inner) && !PLATFORM.test(inner.text)) {
      const value = constants.get(inner.text);
      const found = value && !ts.isFunctionLike(value) ? expand(value, tree, constants, depth + 1) : null;
      isKnown = found?.isKnown ?? false;
      text += ` ${found?.text ?? ''}`;
    }
    if (ts.isConditionalExpression(inner)) [inner.whenTrue, inner.whenFalse].forEach(visit);
    else ts.forEachChild(inner, visit);
  };
  visit(node);
  return { text, isKnown };
}

/** Not the name of a property, nor of what is called or constructed. */
function isValue({ parent, ...identifier }) {
  if (ts.isPropertyAccessExpression(parent)) return parent.expression.pos === identifier.pos && !isCallee(parent);
  return !ts.isMetaProperty(parent) && !isCallee(parent, identifier) && !ts.isPropertyAssignment(parent);
}

function isCallee(node, identifier = node) {
  const call = identifier === node ? node.parent : node;
  return (ts.isCallExpression(call) || ts.isNewExpression(call)) && call.expression.pos === identifier.pos;
}

function isMinified(text) {
  return text.length > 2 * 1024 * 1024 || text.length / text.split('\n').length > 400;
}
