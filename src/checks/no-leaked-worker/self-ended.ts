import { join } from 'node:path';
import type { StartedThing } from '../../facts/units/things.ts';
import type { SourceFile } from '../../source/source-file.ts';

/** A thread of Node ends when nothing keeps it, a web worker by `close()` only: its file tells. */
export function mayEndItself(file: SourceFile, { start, kind, platform }: StartedThing): boolean {
  if (kind === 'pool') return false;
  const index = file.project.getIndex();
  const known = index.findTarget(file.filename, start.loc.start.line);
  const worker = known?.target ? index.findWorker(join(index.root, known.target)) : null;
  return worker ? worker.mayEnd || (platform !== 'web' && !worker.listens) : platform !== 'web';
}
