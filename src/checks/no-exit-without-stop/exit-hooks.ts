import { APP_END, CONTINUES, PASSES_ELEMENTS } from '../../knowledge/unit-words.ts';
import { CLEARS, TAKES_OFF } from '../../knowledge/restarts.ts';
import { KILLS } from '../../knowledge/stop-words.ts';
import { TAKES_OUT } from '../../knowledge/threads.ts';
import { REMOVES_FILES } from '../../knowledge/file-removals.ts';
import { getReach } from '../../facts/units/reach.ts';
import { isStopName } from '../../facts/ends/life-cycle.ts';
import { getFlow } from '../../flow/index.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getOwnFunctions } from '../../semantics/value-functions.ts';
import { walk } from '../../source/node-index.ts';
import {
  getLastName,
  getPropertyName,
  getStaticString,
  isFunction,
  isInside,
  unwrap,
} from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, TSESTree } from '../../source/types.ts';
import { getAppListeners, getProcessListeners } from './process-listeners.ts';

/** A listener that waits for an end when nothing is waited for: the process is gone before it comes. */
export interface WaitingHook {
  readonly node: Node;
  /** `exit` of the process, or one of the events by which Electron ends. */
  readonly event: string;
  /** What is not waited for, or never called. */
  readonly end: TSESTree.CallExpression;
}

/** Every one of the file: `process.on('exit', async () => { await server.close(); })`, `app.on('before-quit', …)`. */
export function listWaitingHooks(file: SourceFile): WaitingHook[] {
  return [...getProcessListeners(file), ...getAppListeners(file)].flatMap((one): WaitingHook[] => {
    const event = getStaticString(one.event) ?? '';
    if (one.isApp ? !APP_END.test(event) || holdsQuit(file, one.functions) : event !== 'exit') return [];
    const run = one.functions.flatMap((fn) => [...getRunAtOnce(file, fn)]);
    const end = run.flatMap((fn) => listLateEnds(file, fn))[0];
    return end ? [{ node: one.call, event, end }] : [];
  });
}

/** `event.preventDefault()`: Electron stays until it is asked to quit again. */
export function holdsQuit(file: SourceFile, handlers: readonly FunctionNode[]): boolean {
  const reach = handlers.flatMap((fn) => [...getReach(file, fn)]);
  return reach.some((fn) => /\bpreventDefault\b/.test(file.code.getText(fn)));
}

/** What a call runs before anything is waited for: itself, the functions of the file that it calls, callbacks of `map` and the like. */
function getRunAtOnce(file: SourceFile, start: FunctionNode): ReadonlySet<FunctionNode> {
  const run = new Set<FunctionNode>([start]);
  for (const fn of run) {
    for (const node of walk(file.code, fn.body, isFunction)) {
      // `cleanup(true)`: a function that is told how it is called has another way for this.
      if (node.type !== 'CallExpression' || node.arguments.some(isChoice)) continue;
      for (const called of getOwnFunctions(file, node.callee)) run.add(called);
      const [callback] = node.arguments;
      if (isFunction(callback) && PASSES_ELEMENTS.test(getLastName(node.callee) ?? '')) run.add(callback);
    }
  }
  return run;
}

function isChoice(argument: Node): boolean {
  const { type } = unwrap(argument);
  return type === 'Literal' || type === 'ObjectExpression' || type === 'TemplateLiteral';
}

/** The ends that the function awaits, or that it comes to behind an await or in a `then`. */
function listLateEnds(file: SourceFile, fn: FunctionNode): TSESTree.CallExpression[] {
  const nodes = [...walk(file.code, fn.body, isFunction)];
  const waits = nodes.filter((node) => node.type === 'AwaitExpression');
  const flow = getFlow(file, fn);
  const late = nodes.flatMap((node) =>
    isEnd(file, node) && (isAwaited(node) || (isBehind(node) && !isBegun(node))) ? [node] : [],
  );
  return [...late, ...nodes.flatMap((node) => listEndsInThen(file, node))];

  /** A kill is on its way when it is called: only what waits for it is cut. */
  function isAwaited(node: TSESTree.CallExpression): boolean {
    const around = waits.filter((wait) => isInside(node, wait));
    if (!KILLS.test(getLastName(node.callee) ?? '')) return around.length > 0;
    return around.length > 0 && !flow.hasPath('entry', node, waits);
  }

  /** The same thing has been asked to end before anything is waited for: `child.kill(); await delay(1000); child.kill('SIGKILL')`. */
  function isBegun({ callee }: TSESTree.CallExpression): boolean {
    const text = file.code.getText(callee);
    return nodes.some(
      (node) => isEnd(file, node) && file.code.getText(node.callee) === text && flow.hasPath('entry', node, waits),
    );
  }

  function isBehind(node: Node): boolean {
    return waits.length > 0 && !flow.hasPath('entry', node, waits) && flow.isReachable(node);
  }
}

/** `this.save().then(() => this.close())` */
function listEndsInThen(file: SourceFile, node: Node): TSESTree.CallExpression[] {
  const callee = node.type === 'CallExpression' ? unwrap(node.callee) : null;
  if (node.type !== 'CallExpression' || callee?.type !== 'MemberExpression') return [];
  if (!CONTINUES.test(getPropertyName(callee) ?? '')) return [];
  return node.arguments.flatMap((callback) =>
    isFunction(callback)
      ? [...walk(file.code, callback.body, isFunction)].filter((one): one is TSESTree.CallExpression =>
          isEnd(file, one),
        )
      : [],
  );
}

/** A call that takes something down, or removes files; the end of the process itself is none, nor is that of a listener. */
function isEnd(file: SourceFile, node: Node): node is TSESTree.CallExpression {
  if (node.type !== 'CallExpression') return false;
  const key = findOriginKey(file, node.callee) ?? '';
  const name = getLastName(node.callee) ?? '';
  if (REMOVES_FILES.has(key)) return true;
  if (key === '#process.kill') return true;
  const isOther = [CLEARS, TAKES_OFF, TAKES_OUT].some((names) => names.has(name));
  return isStopName(name) && !key.startsWith('#process.') && !isOther;
}
