import { isAbsolute } from 'node:path';
import { readText } from '../project/read-text.ts';
import type { LoopNode, Node, TSESLint, TSESTree } from '../source/types.ts';
import { isTypeScript, type SourceFile } from '../source/source-file.ts';
import { replaceTest } from './check-in-loop.ts';
import { insertImport, insertStatement, isTaken } from './insert-import.ts';
import { fitStyle, getIndent, layOut, pickName } from './layout.ts';
import { getCheck, insertFirst } from './leave-on-abort.ts';
import { findPlatform } from './platform.ts';
import type { SignalSource } from './stop-source.ts';

/** Bytes of an owner that are looked through. */
const MAX_OWNER = 512 * 1024;

type Edits = (fixer: TSESLint.RuleFixer) => TSESLint.RuleFix[];

/** A flag that other threads can set, and what brings it into the file. */
export interface FlagSource {
  readonly text: string;
  readonly edits: Edits;
}

/** A test of the signal in each turn, and a turn of the event loop, so that the signal can change. */
export function testSignalAndYield(file: SourceFile, loop: LoopNode, source: SignalSource): Edits | null {
  const head = replaceTest(file, loop, `!${getCheck(source)}`);
  const turn = takeTurn(file, loop);
  return head && turn && ((fixer) => [head(fixer), ...turn(fixer), ...source.edits(fixer)]);
}

/**
 * `await setImmediate()` of timers/promises in front of all else in each turn of the loop (facts 4c: 1 µs; `setTimeout(0)`
 * costs a thousand times as much, but a web worker has nothing else). `condition` leaves turns out.
 */
export function takeTurn(file: SourceFile, loop: LoopNode, condition = ''): Edits | null {
  const isWeb = findPlatform(file) === 'web';
  const names = isWeb ? [] : ['nextTurn', 'turn', 'yieldNow'];
  const edit = names
    .map((local) => insertImport(file.code, { module: 'node:timers/promises', name: 'setImmediate', local }, loop.body))
    .find((e) => e !== null);
  if (!(edit ?? isWeb)) return null;
  const turn = edit ? `await ${edit.local}();` : 'await new Promise((resolve) => setTimeout(resolve));';
  return (fixer) => [
    ...addFirst(file, fixer, loop.body, `${condition}${turn}`),
    ...(edit?.fix ? [edit.fix(fixer)] : []),
  ];
}

/** The same in every thousandth turn only, for loops whose turns are shorter than a turn of the event loop. */
export function takeRareTurn(file: SourceFile, loop: LoopNode): Edits | null {
  if (loop.parent.type !== 'BlockStatement' && loop.parent.type !== 'Program') return null;
  const counter = pickName(['turns', 'rounds'], [file.code.text]);
  const turn = takeTurn(file, loop, `if (++${counter} % 1000 === 0) `);
  const declare = fitStyle(file.code, `let ${counter} = 0;\n${getIndent(file.code, loop)}`);
  return turn && ((fixer) => [fixer.insertTextBefore(loop, declare), ...turn(fixer)]);
}

function addFirst(
  file: SourceFile,
  fixer: TSESLint.RuleFixer,
  body: TSESTree.Statement,
  text: string,
): TSESLint.RuleFix[] {
  if (body.type === 'BlockStatement') return [insertFirst(file.code, fixer, body, text)];
  if (body.type === 'EmptyStatement') return [fixer.replaceText(body, text)];
  return [fixer.insertTextBefore(body, `{ ${text} `), fixer.insertTextAfter(body, ' }')];
}

/** A loop that never yields sees nothing but shared memory: `Atomics.load` on a flag that the owner hands over (facts 4a). */
export function testSharedFlag(file: SourceFile, loop: LoopNode): Edits | null {
  const flag = findSharedFlag(file, loop.body);
  if (!flag) return null;
  const load = `Atomics.load(${flag.text}, 0)`;
  // TypeScript takes what is loaded from `any` for a bigint, which never equals 0.
  const hasTypes = isTypeScript(file);
  const head = replaceTest(file, loop, hasTypes ? `!${load}` : `${load} === 0`);
  return head && ((fixer) => [head(fixer), ...flag.edits(fixer)]);
}

/** The same as the first statement of a turn, for loops whose head has no room for it. */
export function leaveBySharedFlag(file: SourceFile, loop: LoopNode): Edits | null {
  const flag = findSharedFlag(file, loop.body);
  return (
    flag &&
    ((fixer) => [
      ...addFirst(file, fixer, loop.body, `if (Atomics.load(${flag.text}, 0)) break;`),
      ...flag.edits(fixer),
    ])
  );
}

/**
 * `workerData.stopFlag`; not where each owner of the file is known and none hands one over. In a web worker a flag that
 * comes by a message before the work does.
 */
export function findSharedFlag(file: SourceFile, at: Node): FlagSource | null {
  const { code } = file;
  if (findPlatform(file) === 'web') {
    if (isTaken(code, 'stopFlag')) return null;
    const listen = [
      `let stopFlag = new Int32Array(1);`,
      `self.addEventListener('message', ({ data }) => {`,
      `\tif (data?.stopFlag) stopFlag = data.stopFlag;`,
      `});`,
    ];
    return { text: 'stopFlag', edits: (fixer) => [insertStatement(code, fixer, layOut(code, listen, ''))] };
  }
  if (!mayBeHandedOver(file, 'stopFlag')) return null;
  for (const local of ['workerData', 'threadData']) {
    const edit = insertImport(code, { module: 'node:worker_threads', name: 'workerData', local }, at);
    if (edit) return { text: `${edit.local}.stopFlag`, edits: (fixer) => (edit.fix ? [edit.fix(fixer)] : []) };
  }
  return null;
}

/** Does a file that starts this one speak of the property? Of a file whose owners are not known that may be so. */
function mayBeHandedOver(file: SourceFile, property: string): boolean {
  if (!isAbsolute(file.filename)) return true;
  const index = file.project.getIndex();
  const owners = index.findWorker(file.filename)?.starts.map(({ place }) => place.file) ?? [];
  const reads = new RegExp(`\\b${property}\\b`);
  return owners.length === 0 || owners.some((owner) => reads.test(readText(index.root, owner, MAX_OWNER) ?? ''));
}
