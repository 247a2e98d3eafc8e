/** Faults of public reports that no rule sees yet, with the reason. */
export const NOT_FOUND: Readonly<Record<string, string>> = {
  'no-exit-without-stop/bad-handlers-of-sigint-not-awaited': 'the handlers that must be awaited are values of a set',
  'no-exit-without-stop/bad-relay-of-another-file': 'what is closed is known to another file alone',
  'no-exit-without-stop/bad-worker-exits-amid-the-job': 'a queue consumer that is a loop of the project',
  'no-lost-reply/bad-map-of-another-file': 'the map of open replies is in another file',
  'no-lost-reply/bad-once-for-the-answer': '`once()` of events for an answer',
  'no-misused-killed/bad-reaper-takes-killed-for-gone': 'a child in a property, whose type says so',
  'no-misused-killed/bad-session-is-alive': 'a child in a property of an object of a map',
  'no-process-exit-in-worker/bad-exit-bound-to-process': '`process.exit.bind(process)` in an object',
  'no-process-exit-in-worker/bad-job-process-tells-the-error-and-exits':
    'a word about an error, which a pipe takes at once: strict only',
  'no-sigkill/bad-camera-stream': 'a child in a property of an object of a table',
  'no-sigkill/bad-fluent-recording': 'a command of fluent-ffmpeg',
  'require-drain/bad-amqp-channel-closed-under-handlers': 'a consumer of amqplib that is closed under its handlers',
  'require-drain/bad-finalize-scheduler': 'what the turn uses is closed by another file',
  'require-drain/bad-nest-module-stops-consumers': 'consumers in a map',
  'require-exit-wait/bad-agents-in-a-for-each': 'what the callback awaits is a method of another file',
  'require-exit-wait/bad-pool-of-processes-is-cleaned': 'children that are taken from a table of lists',
  'require-exit-wait/bad-sidecar-kill-not-awaited': 'a stop that waits for something else before the kill',
};
