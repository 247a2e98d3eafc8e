/** Pieces of the texts that rules' cases share. */

export const PORT = "import { parentPort } from 'node:worker_threads';\n";
export const SLEEP = "import { setTimeout as sleep } from 'node:timers/promises';\n";

/** What a file gets that no signal reaches: a controller that the owner's message aborts. */
export const ON_STOP = `const stopping = new AbortController();
parentPort?.on('message', function onStop(message: unknown) {
  if (message !== 'stop') return;
  parentPort?.off('message', onStop);
  stopping.abort();
});
`;
