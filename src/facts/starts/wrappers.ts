import { known } from '../../semantics/combine-values.ts';
import type { FindGiven } from '../../semantics/text-values.ts';
import type { FileArgument } from '../../knowledge/types.ts';
import { isFunction } from '../../source/predicates.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { FunctionNode, Node, Variable } from '../../source/types.ts';
import { getCallers } from './callers.ts';
import { findNamed, getExcerpt, getLine, getNamedValues, type Call, type Spawn, type StartLookups } from './spawn.ts';
import type { StartRow } from './start-rows.ts';
import { findPatternPath } from '../../semantics/values.ts';

/** An exported function or class that starts the file that it is given. */
export interface RawWrapper {
  /** Of the export. */
  readonly name: string;
  readonly row: StartRow;
}

/** What calls the function around a start whose file is a parameter. */
export interface Wrapped {
  readonly calls: readonly Spawn[];
  readonly wrappers: readonly RawWrapper[];
  /** Can nobody else call it, so that the start itself tells nothing more? */
  readonly isCovered: boolean;
}

/** A parameter, and where a call puts what is read of it. */
interface Slot {
  readonly fn: FunctionNode;
  readonly file: FileArgument;
}

const NOT_WRAPPED: Wrapped = { calls: [], wrappers: [], isCovered: false };
/** Stands for whatever a caller gives. */
const GIVEN = '\0given';
/** So many functions hand a file on to each other at most. */
const MAX_DEPTH = 3;

/** The calls in this file of the function around a start that is given the file, and the exports by which others call it. */
export function getWrapped(file: SourceFile, spawn: Spawn, lookups: StartLookups, depth = 0): Wrapped {
  const slot = spawn.named && !spawn.isEval && !spawn.values.isComplete ? findSlot(file, spawn, lookups) : null;
  if (!slot) return NOT_WRAPPED;
  const row = { ...spawn.row, file: slot.file };
  const { calls, exports, isOnly } = getCallers(file, slot.fn);
  const found = calls.flatMap((call) => toSpawn(file, spawn, call, slot, lookups) ?? []);
  const isPlain = isGivenOn(file, spawn, slot);
  const further = isPlain && depth < MAX_DEPTH ? found.map((one) => getWrapped(file, one, lookups, depth + 1)) : [];
  const isKnown = found.every(({ values }, i) => values.texts.length > 0 || further[i]?.isCovered);
  return {
    calls: [...found.filter(({ values }) => values.texts.length > 0), ...further.flatMap((one) => one.calls)],
    wrappers: [
      ...(isPlain ? exports.map((name) => ({ name, row })) : []),
      ...further.flatMap(({ wrappers }) => wrappers),
    ],
    isCovered: isOnly && isKnown && found.length > 0 && found.length === calls.length,
  };
}

/** The first parameter that the file's name is made of, of a function whose callers can be told. */
function findSlot(file: SourceFile, { named }: Spawn, { findConstant }: StartLookups): Slot | null {
  let slot: Slot | null = null;
  getNamedValues(file, named, {
    findConstant,
    findGiven: (parameter, path) => {
      slot ??= toSlot(parameter, path);
      return null;
    },
  });
  return slot;
}

/** `file`, `{ file }` and `options.file` */
function toSlot(parameter: Variable, path: readonly string[]): Slot | null {
  const [definition] = parameter.defs;
  const fn = definition?.node as Node | undefined;
  const pattern = definition && findPatternPath(definition.name);
  if (!isFunction(fn) || !pattern) return null;
  const argument = fn.params.findIndex((one) => one === pattern.root || one === pattern.root.parent);
  const [property, ...rest] = [...pattern.names, ...path];
  if (argument < 0 || rest.length > 0 || property === '*') return null;
  return { fn, file: property === undefined ? { argument } : { argument, property } };
}

function toSpawn(
  file: SourceFile,
  spawn: Spawn,
  call: Call,
  { fn, file: place }: Slot,
  lookups: StartLookups,
): Spawn | null {
  const { findConstant } = lookups;
  const named = findNamed(file, call, place);
  const findGiven: FindGiven = (parameter, path) => {
    const slot = toSlot(parameter, path);
    const given = slot?.fn === fn ? findNamed(file, call, slot.file) : null;
    return given && getNamedValues(file, given, { findConstant });
  };
  if (!named) return null;
  const values = getNamedValues(file, spawn.named, { findConstant, findGiven });
  const row = { ...spawn.row, file: place };
  return { ...spawn, row, line: getLine(call), values, text: getExcerpt(file, named.node), call, named };
}

/** Is what the caller gives the file itself, so that a caller of another file tells all? */
function isGivenOn(file: SourceFile, { named }: Spawn, { fn, file: place }: Slot): boolean {
  const findGiven: FindGiven = (parameter, path) => {
    const slot = toSlot(parameter, path);
    const isSame = slot?.fn === fn && slot.file.argument === place.argument && slot.file.property === place.property;
    return isSame ? known(GIVEN) : null;
  };
  const { texts, isComplete } = getNamedValues(file, named, { findGiven });
  return isComplete && texts.length === 1 && texts[0] === GIVEN;
}
