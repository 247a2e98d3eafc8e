import { READ_ONLY_COMMAND } from '../../knowledge/child-kills.ts';
import { SPEAKS_OF_STOP } from '../../knowledge/stop-words.ts';
import { findCallbackSite, getRolesAround } from '../../semantics/callback-role.ts';
import { getValue } from '../../semantics/values.ts';
import { findEnclosingFunction, getLastName, getStaticString, unwrap } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';

/** Is there nothing that the child could still save, or no time for it? */
export function isHarmless(file: SourceFile, kill: TSESTree.CallExpression): boolean {
  return isOfReader(file, kill) || isAtExit(file, kill) || isBehindAnswer(file, kill) || isAfterRefusal(kill);
}

/** In the handler of the child's own messages: it has given its result, and is done. */
function isBehindAnswer(file: SourceFile, { callee }: TSESTree.CallExpression): boolean {
  const method = unwrap(callee);
  const child = method.type === 'MemberExpression' ? file.code.getText(unwrap(method.object)) : null;
  for (let fn = findEnclosingFunction(callee); fn; fn = findEnclosingFunction(fn)) {
    const site = findCallbackSite(file, fn);
    const sender = site?.sender ? file.code.getText(site.sender).replace(/[?!]\./g, '.') : null;
    if (site?.event === 'message' && sender === child) return true;
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
