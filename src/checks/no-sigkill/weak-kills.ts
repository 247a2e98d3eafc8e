import { MEDIA_TOOL, NAMES_ERROR } from '../../knowledge/child-kills.ts';
import { findSlot } from '../../facts/units/slots.ts';
import { findStop } from '../../facts/units/units.ts';
import { getRolesAround } from '../../semantics/callback-role.ts';
import {
  findEnclosingFunction,
  getLastName,
  getRoot,
  getStaticString,
  isFunction,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node } from '../../source/types.ts';
import { findVariable } from '../../source/variables.ts';

/**
 * Is there a reason to think that nothing worth saving is lost? The time is up, the start or a softer way has failed, what the
 * child makes is thrown away by whoever ends it, or a helper called `terminate` is given a child that its callers know.
 */
export function isWeak(file: SourceFile, kill: Node, child: Node | null): boolean {
  if (getRolesAround(file, kill).includes('timer') || answersFailure(kill)) return true;
  return child !== null && (isMediaTool(file, child) || isGivenToKill(file, kill, child));
}

/** In a `catch`, behind `if (error)`, in front of a `throw`. */
function answersFailure(kill: Node): boolean {
  for (let node = kill; node.parent && node.parent.type !== 'Program'; node = node.parent) {
    const { parent } = node;
    if (parent.type === 'CatchClause') return true;
    if (parent.type === 'IfStatement' && parent.consequent === node && NAMES_ERROR.test(getLastName(parent.test) ?? ''))
      return true;
    if (parent.type === 'BlockStatement' && parent.body.at(-1)?.type === 'ThrowStatement') return true;
    if (isFunction(parent)) break;
  }
  return false;
}

/** `ffmpeg(source).pipe()`, `spawn('ffmpeg', …)`, `this.ffmpeg` */
function isMediaTool(file: SourceFile, child: Node): boolean {
  const slot = findSlot(file, child);
  if (MEDIA_TOOL.test(getLastName(child) ?? '')) return true;
  return (slot?.uses ?? []).some(({ value }) => {
    let call = value && unwrap(value);
    while (call?.type === 'CallExpression' && unwrap(call.callee).type === 'MemberExpression') {
      const { object } = unwrap(call.callee) as { object: Node } & Node;
      call = unwrap(object);
    }
    if (call?.type !== 'CallExpression') return false;
    const [command] = call.arguments;
    const names = [call.callee, command && findMade(command)].map((node) => (node && getLastName(node)) ?? '');
    return [...names, getStaticString(command) ?? ''].some((name) => MEDIA_TOOL.test(name));
  });
}

/** `await media.getFFmpegPath()` */
function findMade(command: Node): Node {
  const node = unwrap(command);
  const value = node.type === 'AwaitExpression' ? unwrap(node.argument) : node;
  return value.type === 'CallExpression' ? value.callee : value;
}

function isGivenToKill(file: SourceFile, kill: Node, child: Node): boolean {
  const root = getRoot(child);
  const definition = root.type === 'Identifier' ? findVariable(file, root)?.defs[0] : undefined;
  const fn = findEnclosingFunction(kill);
  return (
    fn !== null && definition?.type === 'Parameter' && definition.node === fn && (findStop(file, fn)?.isKill ?? false)
  );
}
