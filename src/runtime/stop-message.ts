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
const LONGEST = 40;

/** Tells whether a message asks its receiver to stop. Getters are not called. */
export function createStopTest(source: string): (message: unknown) => boolean {
  const pattern = new RegExp(source, 'i');
  const isWord = (value: unknown): boolean =>
    typeof value === 'string' && value.length <= LONGEST && pattern.test(value);
  return (message) => {
    if (typeof message !== 'object' || message === null) return isWord(message);
    if (Array.isArray(message) || ArrayBuffer.isView(message)) return false;
    const names = Object.keys(message);
    if (names.length > 1 + EXTRAS.size) return false;
    const subject = names.find((name) => SUBJECTS.has(name));
    if (subject !== undefined)
      return isWord(read(message, subject)) && names.every((name) => name === subject || EXTRAS.has(name));
    // `{ stop: true }`
    const [name = ''] = names;
    return names.length === 1 && isWord(name) && read(message, name) === true;
  };
}

function read(message: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(message, name)?.value as unknown;
}
