import { SAYS_PROGRESS } from '../knowledge/work-words.ts';

/** Fields by which an answer names its request. */
const NAMES = ['id', 'taskId', 'requestId', 'jobId', 'callId', 'messageId', 'workId', 'uid', 'seq', 'correlationId'];

/** The id of a message; undefined without one. Getters are not called. */
export function findId(message: unknown): number | string | bigint | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const name = NAMES.find((key) => Object.hasOwn(message, key));
  const id = name === undefined ? undefined : (Object.getOwnPropertyDescriptor(message, name)?.value as unknown);
  return typeof id === 'number' || typeof id === 'string' || typeof id === 'bigint' ? id : undefined;
}

/** The id of the request that a message settles; undefined for one that only says how far the work is. */
export function findAnsweredId(message: unknown): number | string | bigint | undefined {
  const id = findId(message);
  if (id === undefined) return undefined;
  const type = Object.getOwnPropertyDescriptor(message, 'type')?.value as unknown;
  return typeof type === 'string' && SAYS_PROGRESS.test(type) ? undefined : id;
}
