// What makes the package smaller without making it another program.
import ts from 'typescript';

const NODE_TYPES = /^[A-Z][A-Za-z]{5,}$/;
export const WORDS = /^[^"\\\n]{4,}$/;

/** @returns {import('rolldown').Plugin} leaves out what the rows of src/knowledge were read from: that is for their readers */
export function dropFacts() {
  return { name: 'drop-facts', transform: { filter: { id: /\/src\/knowledge\// }, handler: cutFacts } };
}

function cutFacts(code) {
  const cuts = [];
  visit(parse(code), (node) => {
    if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'fact') return;
    cuts.push({ from: node.pos, to: code[node.end] === ',' ? node.end + 1 : node.end, text: '' });
  });
  return replace(code, cuts);
}

/**
 * The names of node types are a tenth of the plugin, and other words come often too. Each gets a short name, the most frequent the shortest; the minifier would undo it, so
 * this comes after it. `var`, because a `const` of the module is asked at each use whether it is there yet.
 * @param {string} code a module
 * @param {RegExp} words what is named: other words too only where no function's text is sent elsewhere to be run
 */
export function nameNodeTypes(code, words = NODE_TYPES) {
  const file = parse(code);
  const taken = new Set();
  const places = new Map();
  visit(file, (node) => {
    if (ts.isIdentifier(node)) taken.add(node.text);
    if (isNodeType(node, words)) places.set(node.text, [...(places.get(node.text) ?? []), node]);
  });
  const names = listNames(taken);
  const saving = ([type, { length }]) => length * (type.length - 1) - type.length - 7;
  const worthwhile = [...places]
    .filter((entry) => saving(entry) > 0)
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([type, nodes]) => ({ type, nodes, name: names.next().value }));
  if (worthwhile.length === 0) return code;
  const edits = worthwhile.flatMap(({ nodes, name }) => nodes.map((node) => toEdit(code, node, name)));
  const start = file.statements.findLast(ts.isImportDeclaration)?.end ?? 0;
  const declaration = `var ${worthwhile.map(({ name, type }) => `${name}=${JSON.stringify(type)}`).join()};`;
  return replace(code, [...edits, { from: start, to: start, text: declaration }]);
}

/**
 * Is it a string such as 'CallExpression' or 'message' that is a value, and not the name of a property or part of a tag's
 * text? What `typeof` is compared with stays: engines know that form.
 */
function isNodeType(node, words) {
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return false;
  const { parent } = node;
  const isValue =
    ts.isBinaryExpression(parent) ||
    ts.isCaseClause(parent) ||
    ts.isArrayLiteralExpression(parent) ||
    ts.isCallExpression(parent) ||
    ts.isConditionalExpression(parent) ||
    ts.isReturnStatement(parent) ||
    (ts.isPropertyAssignment(parent) && parent.initializer === node);
  const isTypeof = ts.isBinaryExpression(parent) && [parent.left, parent.right].some(ts.isTypeOfExpression);
  return isValue && !isTypeof && words.test(node.text);
}

/** `case"A"` and `return"A"` need a space in their place, and so does `"A"in b`. */
function toEdit(code, node, name) {
  const from = node.getStart();
  const isWord = (letter) => /[\w$]/.test(letter ?? '');
  const text = `${isWord(code[from - 1]) ? ' ' : ''}${name}${isWord(code[node.end]) ? ' ' : ''}`;
  return { from, to: node.end, text };
}

/**
 * Makes arrows of the functions of a module, which are a tenth shorter so. They stand in front of everything else, as functions
 * do by themselves. What has a `this`, is made by `new` or yields stays.
 * @param {string} code a module
 */
export function makeArrows(code) {
  const file = parse(code);
  const made = new Set();
  visit(file, (node) => ts.isNewExpression(node) && made.add(node.expression.getText(file)));
  const moved = file.statements.filter(
    (node) => ts.isFunctionDeclaration(node) && !made.has(node.name.text) && canBeArrow(node),
  );
  if (moved.length === 0) return code;
  const cuts = moved.map((node) => ({ from: node.getStart(file), to: node.end, text: '' }));
  const start = file.statements.findLast(ts.isImportDeclaration)?.end ?? 0;
  const text = `var ${moved.map((node) => `${node.name.text}=${toArrow(node, file)}`).join()};`;
  return replace(code, [...cuts, { from: start, to: start, text }]);
}

function canBeArrow(node) {
  let can = node.asteriskToken === undefined;
  visit(node, (inner) => {
    const isOwn = inner.kind === ts.SyntaxKind.ThisKeyword || (ts.isIdentifier(inner) && inner.text === 'arguments');
    if (isOwn || ts.isMetaProperty(inner)) can = false;
  });
  return can;
}

function toArrow({ modifiers, parameters, body }, file) {
  const isAsync = modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  const [first] = parameters;
  const isBare = parameters.length === 1 && first.getText(file) === first.name.text;
  const head = isBare ? first.name.text : `(${parameters.map((parameter) => parameter.getText(file)).join()})`;
  return `${isAsync ? `async${isBare ? ' ' : ''}` : ''}${head}=>${toArrowBody(body, file)}`;
}

function toArrowBody(body, file) {
  const [only, ...others] = body.statements;
  if (others.length > 0 || !only || !ts.isReturnStatement(only) || !only.expression) return body.getText(file);
  const text = only.expression.getText(file);
  const isList =
    ts.isBinaryExpression(only.expression) && only.expression.operatorToken.kind === ts.SyntaxKind.CommaToken;
  return isList || text.startsWith('{') ? `(${text})` : text;
}

function* listNames(taken) {
  const letters = [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  for (const a of ['$', '_', ...letters]) for (const b of letters) if (isFree(a + b)) yield a + b;
  for (const a of letters) for (const b of letters) if (isFree(`$${a}${b}`)) yield `$${a}${b}`;

  function isFree(name) {
    return !taken.has(name) && ts.identifierToKeywordKind(ts.factory.createIdentifier(name)) === undefined;
  }
}

function parse(code) {
  return ts.createSourceFile('a.ts', code, ts.ScriptTarget.Latest, true);
}

function visit(node, see) {
  see(node);
  ts.forEachChild(node, (child) => visit(child, see));
}

function replace(code, edits) {
  return [...edits]
    .sort((a, b) => b.from - a.from)
    .reduce((text, { from, to, text: by }) => text.slice(0, from) + by + text.slice(to), code);
}
