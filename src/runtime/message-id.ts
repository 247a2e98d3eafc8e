/** Fields by which an answer names its request. */
const NAMES = ['id', 'taskId', 'requestId', 'jobId', 'callId', 'messageId', 'workId', 'uid', 'seq', 'correlationId'];

/** The id of a message; undefined without one. Getters are not called. */
export function findId(message: unknown): number | string | bigint | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const name = NAMES.find((key) => Object.hasOwn(message, key));
  const id = name === undefined ? undefined : (Object.getOwnPropertyDescriptor(message, name)?.value as unknown);
  return typeof id === 'number' || typeof id === 'string' || typeof id === 'bigint' ? id : undefined;
}
