import { getPropertyName, isFunction, isNullish } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, Variable } from '../../source/types.ts';
import { signalMembers } from '../../knowledge/signals.ts';
import { findRole } from '../../semantics/callback-role.ts';

const PROCESS_LISTENER = /^(?:code|exit_?code|err|error|status|reason)$/i;
/** `killPid(pid, signal)` */
const KILLS = /^kill/;
const PROCESS_CALL = /kill|exit|log|info|warn|debug|error/;

/** `(code, signal) => …` of an exit listener, a listener for SIGTERM, or a name that is compared, printed or sent. */
export function isProcessSignal(file: SourceFile, variable: Variable, fn: Node): boolean {
  if (!isFunction(fn)) return true;
  const first = fn.params[0];
  if (first?.type === 'Identifier' && PROCESS_LISTENER.test(first.name)) return true;
  const role = findRole(file, fn);
  if (role === 'signal' || role === 'exit-hook' || role === 'worker-event') return true;
  return variable.references.some(({ identifier }) => {
    const parent = identifier.parent;
    if (parent?.type === 'TemplateLiteral' || parent?.type === 'SwitchStatement') return true;
    if (parent?.type === 'MemberExpression' && parent.object === identifier) {
      // `signal.value` and `signal[i]` are of something else than either.
      return !signalMembers.has(getPropertyName(parent) ?? '');
    }
    if (parent?.type === 'BinaryExpression')
      return /^(?:[!=]==?|\+)$/.test(parent.operator) && !isNullish(parent.right);
    if (parent?.type !== 'CallExpression') return false;
    if (parent.callee.type === 'Identifier') return KILLS.test(parent.callee.name);
    return parent.callee.type === 'MemberExpression' && PROCESS_CALL.test(getPropertyName(parent.callee) ?? '');
  });
}
