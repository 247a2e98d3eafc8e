/** Fields that say what a message is about. */
const SUBJECTS = new Set(['type', 'kind', 'action', 'cmd', 'command', 'event', 'op', 'name', 'message', 'signal']);

/** What a request to stop may carry besides its subject; more, and it is about something else: `{ type: 'close', file }`. */
const EXTRAS = new Set([
  'reason',
  'code',
  'graceMs',
  'timeout',
  'timeoutMs',
  'deadline',
  'force',
  'graceful',
  'token',
  'source',
]);
/** Names of a message of its own, as far as a word does not mean one task among many: `{ type: 'cancel', id }`. */
const IDS = new Set(['id', 'requestId', 'messageId', 'callId', 'seq', 'uid', 'correlationId', 'ts', 'timestamp', 'at']);
const MEANS_WORKER = /^(?!.*(?:cancel|abort|close|end|finish))/i;
const LONGEST = 40;

/** Tells whether a message asks its receiver to stop. Getters are not called. */
export function createStopTest(source: string): (message: unknown) => boolean {
  const pattern = new RegExp(source, 'i');
  const isWord = (value: unknown): boolean =>
    typeof value === 'string' && value.length <= LONGEST && pattern.test(value);
  return (message) => {
    if (typeof message !== 'object' || message === null) return isWord(message);
    if (Array.isArray(message)) return message.length === 1 && isWord(message[0]);
    if (ArrayBuffer.isView(message)) return false;
    const names = Object.keys(message);
    if (names.length > 1 + EXTRAS.size) return false;
    const subject = names.find((name) => SUBJECTS.has(name));
    if (subject !== undefined) {
      const word = read(message, subject);
      const isExtra = (name: string): boolean =>
        name === subject || EXTRAS.has(name) || (IDS.has(name) && MEANS_WORKER.test(word as string));
      return isWord(word) && names.every(isExtra);
    }
    // `{ stop: true }`
    const [name = ''] = names;
    return names.length === 1 && isWord(name) && [true, 1].includes(read(message, name) as never);
  };
}

function read(message: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(message, name)?.value as unknown;
}
