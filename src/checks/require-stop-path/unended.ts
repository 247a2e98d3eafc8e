import { findSlotOf, type Slot } from '../../facts/units/slots.ts';
import { findThing, getStartedThings, type StartedThing } from '../../facts/units/things.ts';
import { isRunWithin } from '../../facts/signals/run-within.ts';
import {
  BEGINS_WORK,
  LISTENS_FOR_END_WORDS,
  NEST_END_HOOKS,
  NEVER_DEPLOYED,
  STOP_PATH_WORDS,
} from '../../knowledge/stop-paths.ts';
import { ENDS_SOMETHING } from '../../knowledge/unit-words.ts';
import { findRelative } from '../../project/relative-path.ts';
import { findOriginKey } from '../../semantics/origin.ts';
import { getNodes } from '../../source/node-index.ts';
import { getLastName, getOuter, getPropertyName, unwrap } from '../../source/predicates.ts';
import type { Program } from '../../source/project-view.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Node, TSESTree } from '../../source/types.ts';

/** What a program starts and never ends. */
export interface Unended {
  readonly node: Node;
  /** `hooks`: it has code for its end, which Nest is not asked to run. */
  readonly why: 'thing' | 'hooks';
  readonly kind: StartedThing['kind'];
}

/** What is lost with it, the most first: a program is told once. */
const WEIGHT: Readonly<Partial<Record<StartedThing['kind'], number>>> = { consumer: 0, pool: 1, child: 2, server: 3 };

/** The thing that the program of this file, if it is one's first, runs until somebody kills it; null where none is. */
export function findUnended(file: SourceFile): Unended | null {
  if (NEVER_DEPLOYED.test(findRelative(file.root, file.filename) ?? file.filename)) return null;
  const things = getStartedThings(file).filter((thing) => isLeftRunning(file, thing));
  const nest = things.length === 0 ? findNest(file) : null;
  if (things.length === 0 && !nest) return null;
  const program = file.project.findProgram(file.filename);
  if (!program || endsItself(file)) return null;
  if (nest) return hasUncalledHooks(program) ? { node: nest, why: 'hooks', kind: 'server' } : null;
  if (program.mentions(STOP_PATH_WORDS)) return null;
  const [first] = things.sort((a, b) => (WEIGHT[a.kind] ?? 0) - (WEIGHT[b.kind] ?? 0));
  return first ? { node: first.start, why: 'thing', kind: first.kind } : null;
}

/** Is it made when the program starts, at work from then on, and nowhere in the file ended, let go or handed on? */
function isLeftRunning(file: SourceFile, { kind, start }: StartedThing): boolean {
  if (WEIGHT[kind] === undefined || !isRunWithin(file, start, null)) return false;
  if (kind === 'child' && (start.type !== 'CallExpression' || getLastName(start.callee) !== 'fork')) return false;
  const calls = getNodes(file.code, 'CallExpression').filter(({ callee }) => {
    const target = unwrap(callee);
    return target.type === 'MemberExpression' && findThing(file, target.object)?.start === start;
  });
  const names = calls.map(({ callee }) => getLastName(callee) ?? '');
  if (names.some((name) => name === 'unref' || ENDS_SOMETHING.test(name))) return false;
  const isAtWork =
    kind === 'pool' || kind === 'child' || getLastName((start as TSESTree.NewExpression).callee) === 'Worker';
  if (!isAtWork && !names.some((name) => BEGINS_WORK.has(name)) && !isBegun(start)) return false;
  const slot = findSlotOf(file, start);
  return !slot || !isHandedOn(slot);
}

/** `createServer(…).listen(…)`, `app.listen(…)` */
function isBegun(start: Node): boolean {
  const { parent } = getOuter(start);
  const own = start.type === 'CallExpression' ? getLastName(start.callee) : null;
  const next = parent?.type === 'MemberExpression' ? getPropertyName(parent) : null;
  return [own, next].some((name) => name !== null && BEGINS_WORK.has(name));
}

/** Somebody else has it, who may end it. A `new` that is given a server only listens there. */
function isHandedOn({ uses }: Slot): boolean {
  return uses.some(({ node, isRead }) => {
    const { parent } = getOuter(node);
    if (!isRead || !parent) return false;
    return (
      (parent.type === 'CallExpression' && parent.callee !== node) ||
      ['ReturnStatement', 'ExportSpecifier', 'ArrayExpression', 'ArrowFunctionExpression'].includes(parent.type) ||
      (parent.type === 'AssignmentExpression' && parent.right === node) ||
      (parent.type === 'Property' && parent.parent.parent?.type !== 'NewExpression')
    );
  });
}

/** `process.exit()` at a regular end: a script, not a service. */
function endsItself(file: SourceFile): boolean {
  return getNodes(file.code, 'CallExpression').some(({ callee, arguments: [code] }) => {
    const isRegular = !code || (code.type === 'Literal' && code.value === 0);
    return isRegular && /^#process\.(?:exit|kill)$/.test(findOriginKey(file, callee) ?? '');
  });
}

/** `NestFactory.create(…)` in a file that does not ask for the hooks. */
function findNest(file: SourceFile): Node | null {
  if (file.code.text.includes('enableShutdownHooks')) return null;
  return (
    getNodes(file.code, 'CallExpression').find(({ callee }) =>
      /^@nestjs\/core#NestFactory\.create\w*$/.test(findOriginKey(file, callee) ?? ''),
    ) ?? null
  );
}

function hasUncalledHooks(program: Program): boolean {
  return program.mentions(NEST_END_HOOKS) && !program.mentions([...LISTENS_FOR_END_WORDS, 'enableShutdownHooks']);
}
