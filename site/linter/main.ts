// The page's linter: a web worker, so that typing never waits for it.
import { cure } from './cure.ts';
import { lint } from './lint.ts';
import { prepare } from './prepare.ts';
import type { Calls } from './protocol.ts';

const calls: Calls = { lint, cure, prepare };

interface Question {
  id: number;
  call: keyof Calls;
  request: never;
}

addEventListener('message', ({ data: { id, call, request } }: MessageEvent<Question>) => {
  try {
    postMessage({ id, answer: calls[call](request) });
  } catch (error) {
    postMessage({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
