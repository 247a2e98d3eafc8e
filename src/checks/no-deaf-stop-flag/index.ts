import { oncePerFile } from '../../source/source-file.ts';
import { getDeafLoops } from './deaf-loops.ts';
import { getOwnPortPolls } from './own-port-polls.ts';
import { getPlainReads } from './plain-reads.ts';
import type { Deaf } from './types.ts';

export { mayHoldDeaf } from './gate.ts';
export { isHot } from './loop-calls.ts';
export type { Deaf, DeafLoop, Setter } from './types.ts';

/** Every stop check of the file that cannot see the stop. */
export const getDeaf = oncePerFile((file): readonly Deaf[] => [
  ...getDeafLoops(file),
  ...getPlainReads(file),
  ...getOwnPortPolls(file),
]);
