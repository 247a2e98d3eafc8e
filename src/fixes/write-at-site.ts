import type { Node, SourceCode } from '../source/types.ts';
import type { KillSite } from './kill-target.ts';
import { braces, getIndent, layOut } from './layout.ts';

/** Statements in place of the kill; `isPlain` where they declare nothing, so that they need no block of their own. */
export function writeStatements(code: SourceCode, site: KillSite, lines: readonly string[], isPlain: boolean): string {
  const body = capture(site, lines);
  const after = site.form === 'return' ? ['return;'] : [];
  if (site.condition !== null) return finish(code, site, guard(site, braces(body, `if (${site.condition}) `)));
  const isLoose = isPlain && site.isStable && !site.isOptional && site.form === 'statement' && isInList(site.node);
  if (isLoose) return finish(code, site, body);
  const isOneBlock = after.length === 0 && body[0]?.startsWith('if (') === true && isInList(site.node);
  const isBare = site.form !== 'arrow' && (isOneBlock || isAlone(code, site));
  return finish(code, site, isBare ? [...body, ...(isAlone(code, site) ? [] : after)] : braces([...body, ...after]));
}

/** An expression in place of the kill; where the worker's own expression may change or wait, behind a constant for it. */
export function writeExpression(code: SourceCode, site: KillSite, expression: readonly string[]): string {
  const { name, form, isAwaited, isOptional, isStable } = site;
  const wait = isAwaited ? 'await ' : '';
  const value = embed('', expression, site.suffix);
  if (form === 'expression') {
    if (isStable) return finish(code, site, isOptional ? embed(`(${name} ? `, value, ' : undefined)') : value);
    return finish(
      code,
      site,
      embed(`Promise.resolve(${site.text}).then((${name}) => ${isOptional ? `${name} && ` : ''}`, value, ')'),
    );
  }
  if (form === 'statement') {
    const lines = embed(wait, value, ';');
    const body = capture(site, lines);
    if (site.condition !== null) return finish(code, site, guard(site, braces(body, `if (${site.condition}) `)));
    const needsBlock = !isStable || (isOptional && !isInList(site.node));
    return finish(code, site, needsBlock && !isAlone(code, site) ? braces(body) : body);
  }
  const result = isOptional ? embed(`${name} ? ${wait}`, value, ' : undefined') : embed(wait, value, '');
  if (!isStable) {
    const body = [`const ${name} = ${site.text};`, ...embed('return ', result, ';')];
    return finish(code, site, form === 'return' && isAlone(code, site) ? body : braces(body));
  }
  return finish(code, site, form === 'return' ? embed('return ', result, ';') : result);
}

/** The lines with something before the first and behind the last. */
export function embed(before: string, lines: readonly string[], after: string): string[] {
  return lines.map((line, i) => `${i === 0 ? before : ''}${line}${i === lines.length - 1 ? after : ''}`);
}

/** The worker captured, where its expression may give another one later, and skipped where it is missing. */
function capture({ isStable, isOptional, name, text }: KillSite, lines: readonly string[]): string[] {
  const guarded = isOptional ? braces(lines, `if (${name}) `) : lines;
  return isStable ? [...guarded] : [`const ${name} = ${text};`, ...guarded];
}

/** An `if` of ours must not take the `else` of the file. */
function guard(site: KillSite, lines: readonly string[]): string[] {
  return isInList(site.node) ? [...lines] : braces(lines);
}

/** Can the statement become several? */
function isInList({ parent }: Node): boolean {
  return parent?.type === 'BlockStatement' || parent?.type === 'Program' || parent?.type === 'StaticBlock';
}

/** Is the statement all that its block holds, so that names declared there meet no others? */
function isAlone(code: SourceCode, { node, name }: KillSite): boolean {
  const block = node.parent;
  return block?.type === 'BlockStatement' && block.body.length === 1 && !code.getScope(block).set.has(name);
}

function finish(code: SourceCode, site: KillSite, lines: readonly string[]): string {
  return layOut(code, embed(site.comments, lines, ''), getIndent(code, site.node));
}
