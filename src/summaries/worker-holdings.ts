import { getHoldings } from '../facts/holdings/holdings.ts';
import type { Holding, WorkerHoldings } from '../source/project-view.ts';
import type { ProjectFiles } from './project-files.ts';

const MAX_FILES = 60;
const MAX_DEPTH = 5;

/** What a worker that is started with a file holds, in that file and in what it reaches of others. */
export function readHoldings(files: ProjectFiles, entry: string): WorkerHoldings {
  const holds: Holding[] = [];
  let isPure = true;
  let streams = false;
  const queue: { file: string; names: readonly string[] | null; depth: number }[] = [
    { file: entry, names: null, depth: 0 },
  ];
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { file, names, depth } = next;
    const key = `holdings ${names?.join() ?? ''}`;
    if (seen.has(`${file} ${key}`)) continue;
    seen.add(`${file} ${key}`);
    const found = files.ask(file, key, (source) => getHoldings(source, names));
    if (!found || seen.size > MAX_FILES || depth > MAX_DEPTH) {
      isPure = false;
      continue;
    }
    for (const { kind, line } of found.held) holds.push({ kind, place: { file, line } });
    isPure &&= found.isPure && !(files.findImports(file)?.hasUnknown ?? true);
    streams ||= found.streams && depth === 0;
    for (const [target, used] of groupUses(files, file, found.uses)) {
      if (target !== null) queue.push({ file: target, names: used, depth: depth + 1 });
    }
    isPure &&= found.uses.every(({ specifier }) => isSeen(files, file, specifier));
  }
  return { holds, isPure: isPure && holds.length === 0, streams };
}

/** A relative specifier that leads nowhere is code that nobody has read. */
function isSeen(files: ProjectFiles, file: string, specifier: string): boolean {
  const { target, reason } = files.resolver.resolveModule(file, specifier);
  return target !== null || (reason === 'package' && !/^[./#~]|^@\//.test(specifier));
}

function groupUses(
  files: ProjectFiles,
  file: string,
  uses: readonly { readonly specifier: string; readonly name: string }[],
): Map<string | null, string[]> {
  const groups = new Map<string | null, string[]>();
  for (const { specifier, name } of uses) {
    const target = files.resolve(file, specifier);
    groups.set(target, [...new Set([...(groups.get(target) ?? []), name])].sort());
  }
  return groups;
}
