import { join } from 'node:path';
import { getKills } from '../../facts/ends/kills.ts';
import { isReplaced } from '../../facts/ends/replaced.ts';
import { findHarm } from '../../facts/ends/unexpected-kill.ts';
import { listWorkers } from '../../facts/ends/worker-files.ts';
import { asksForStop } from '../../facts/messages/ends-after.ts';
import { findDeafWorker, findHearingPlace } from '../../facts/messages/hearing-place.ts';
import { isTestFile } from '../../project/is-test-file.ts';
import { readText } from '../../project/read-text.ts';
import { parseSource } from '../../source/parse.ts';
import type { Place, WorkerFile } from '../../source/project-view.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Unheard } from './types.ts';

/** Longer files are bundles. */
const MAX_BYTES = 512 * 1024;

/** A worker that nobody can ask for anything but work, whose owner kills it for that reason. */
export function getDeafWorkers(file: SourceFile): Unheard[] {
  const worker = findDeafWorker(file);
  const isAsked = worker?.starts.some(({ posts }) => posts.some(asksForStop)) ?? true;
  const place = !isAsked && worker?.listens ? findHearingPlace(file) : null;
  const kill = worker && place ? findKill(file, worker) : null;
  return place && kill ? [{ form: 'deaf', node: place.port, place, kill }] : [];
}

/** Where an owner kills the worker although it may be at work, by what the owner's own file is told for it. */
function findKill(file: SourceFile, worker: WorkerFile): Place | null {
  for (const owner of new Set(worker.starts.map(({ place }) => place.file))) {
    const { root } = file.project.getIndex();
    const text = readText(root, owner, MAX_BYTES);
    const source = text === null ? null : parseSource({ ...file, filename: join(root, owner) }, text);
    const kill = source && findHarmfulKill(source, worker);
    if (kill) return { file: owner, line: kill };
  }
  return null;
}

function findHarmfulKill(owner: SourceFile, worker: WorkerFile): number | null {
  if (isTestFile(owner.filename, owner.root)) return null;
  const kill = getKills(owner).find(
    (one) =>
      (one.how === 'terminate' || one.how === 'dispose') &&
      one.handle.creation !== null &&
      listWorkers(owner, one.handle).some(({ file }) => file === worker.file) &&
      !isReplaced(owner, one) &&
      findHarm(owner, one, false, false) !== null,
  );
  return kill?.node.loc.start.line ?? null;
}
