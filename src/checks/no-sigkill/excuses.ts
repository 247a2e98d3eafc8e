import { READ_ONLY_COMMAND } from '../../knowledge/child-kills.ts';
import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { getFlowAround } from '../../flow/index.ts';
import { findCallbackSite, getRolesAround } from '../../semantics/callback-role.ts';
import { getValue } from '../../semantics/values.ts';
import {
  findEnclosingFunction,
  getLastName,
  getPropertyName,
  getStaticString,
  isNullish,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';

/** Is there nothing that the child could still save, or no time for it? */
export function isHarmless(file: SourceFile, kill: TSESTree.CallExpression): boolean {
  if (isOfReader(file, kill) || isAtExit(file, kill)) return true;
  return isBehindAnswer(file, kill) || isAfterRefusal(kill) || isNeverStarted(file, kill);
}

/** In the handler of the child's own messages it has given its result, and is done; in that of `error` it did not start. */
function isBehindAnswer(file: SourceFile, { callee }: TSESTree.CallExpression): boolean {
  const method = unwrap(callee);
  const child = method.type === 'MemberExpression' ? getText(file, method.object) : null;
  for (let fn = findEnclosingFunction(callee); fn; fn = findEnclosingFunction(fn)) {
    const site = findCallbackSite(file, fn);
    const sender = site?.sender ? getText(file, site.sender) : null;
    if (/^(?:message|error)$/.test(site?.event ?? '') && sender === child) return true;
    if (listensToOutput(file, fn, child)) return true;
  }
  return false;
}

/** `child.stdout.on('data', …)`: enough of it has come. */
function listensToOutput(file: SourceFile, fn: Node, child: string | null): boolean {
  const call = fn.parent;
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : null;
  const stream = callee?.type === 'MemberExpression' ? unwrap(callee.object) : null;
  if (call?.type !== 'CallExpression' || stream?.type !== 'MemberExpression') return false;
  return getStaticString(call.arguments[0]) === 'data' && file.code.getText(unwrap(stream.object)) === child;
}

/** `try { await this.cancel(); } catch { child.kill('SIGKILL'); }`: it was asked, and that failed. */
function isAfterRefusal(kill: Node): boolean {
  for (let node: Node = kill; node.parent; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'CatchClause' && parent.parent.type === 'TryStatement')
      return parent.parent.block.body.some((statement) => {
        const call = statement.type === 'ExpressionStatement' ? unwrap(statement.expression) : null;
        const asked = call?.type === 'AwaitExpression' ? unwrap(call.argument) : call;
        return asked?.type === 'CallExpression' && SPEAKS_OF_STOP.test(getLastName(asked.callee) ?? '');
      });
  }
  return false;
}

/** `if (child.pid) …; else child.kill('SIGKILL');`: a child that could not be started has no number, and nothing to lose. */
function isNeverStarted(file: SourceFile, kill: TSESTree.CallExpression): boolean {
  const method = unwrap(kill.callee);
  if (method.type !== 'MemberExpression') return false;
  const child = getText(file, method.object);
  const isPid = (node: Node): boolean => {
    const value = getValue(file, node);
    return (
      value.type === 'MemberExpression' && getPropertyName(value) === 'pid' && getText(file, value.object) === child
    );
  };
  const flow = getFlowAround(file, kill);
  // What is left when the ways are ruled out on which it has none.
  return (
    flow.isReachable(kill) && !flow.hasPath('entry', kill, [], (test, holds) => tellsStart(test, isPid) === !holds)
  );
}

/** Does it tell, where it holds, that there is a number (true) or none (false)? Null for any other condition. */
function tellsStart(test: Node, isPid: (node: Node) => boolean): boolean | null {
  if (isPid(test)) return true;
  if (test.type !== 'BinaryExpression') return null;
  const { left, operator, right } = test;
  const isEqual = operator.startsWith('==');
  if (!isEqual && !operator.startsWith('!=')) return null;
  if (left.type === 'UnaryExpression' && left.operator === 'typeof' && isPid(left.argument))
    return isEqual === (getStaticString(right) !== 'undefined');
  return isPid(left) && isNullish(right) ? !isEqual : null;
}

function getText(file: SourceFile, node: Node): string {
  return file.code.getText(unwrap(node)).replace(/[?!]\./g, '.');
}

/** Was the child started with a command that only reads? */
function isOfReader(file: SourceFile, { callee }: TSESTree.CallExpression): boolean {
  const method = unwrap(callee);
  const child = method.type === 'MemberExpression' ? getValue(file, method.object) : null;
  return child?.type === 'CallExpression' && isReadOnly(child);
}

/** Does the command only read? */
export function isReadOnly({ arguments: [command] }: TSESTree.CallExpression): boolean {
  const text = getStaticString(command) ?? '';
  const [name = ''] = (text.split(/[\\/]/).at(-1) ?? '').split(' ');
  return READ_ONLY_COMMAND.has(name.replace(/\.exe$/, ''));
}

/** Where the process ends at once nothing can be waited for. */
function isAtExit(file: SourceFile, kill: Node): boolean {
  return getRolesAround(file, kill).includes('exit-hook');
}
