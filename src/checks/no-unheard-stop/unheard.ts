import { oncePerFile } from '../../source/source-file.ts';
import { getDeafWorkers } from './deaf-workers.ts';
import { getLostSignals } from './lost-signals.ts';
import { getThreadBlindListeners, getUnheardCloses } from './own-thread.ts';
import type { Unheard } from './types.ts';
import { getUnheardMessages } from './unheard-messages.ts';

export type { Unheard };

/** Every request of the file that cannot arrive. */
export const getUnheard = oncePerFile((file): readonly Unheard[] => [
  ...getLostSignals(file),
  ...getThreadBlindListeners(file),
  ...getUnheardCloses(file),
  ...getUnheardMessages(file),
  ...getDeafWorkers(file),
]);
