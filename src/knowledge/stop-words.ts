/** Messages by which owners ask a worker to stop, as a whole word: `stop`, `shut-down`, `please-exit`, `stop-worker`. */
export const STOP_WORD =
  /^(?:please[-_ ]?)?(?:stop|shut[-_ ]?down|close|exit|quit|terminate|abort|cancel|end|finish|kill|die)(?:[-_ ]?(?:worker|thread|now|all))?$/i;

/** The same at run time, where a wrong guess is withdrawn when the worker goes on being fed: also signals and `graceful-shutdown`. */
export const STOP_MESSAGE = new RegExp(
  `${STOP_WORD.source}|^SIG(?:TERM|INT|HUP|QUIT)$|^graceful(?:ly)?[-_: ]?(?:stop|shut[-_ ]?down|close|exit|quit|terminate|end)$|^(?:stop|shut[-_ ]?down|exit|quit)[-_ ]?gracefully$`,
  'i',
);

/** Single words that read like such a message, also inside of a longer one; for the picture, where a guess does no harm. */
export const STOP_HINT =
  /^(?:stop(?:ped|ping)?|halt|shut|shutdown|clos(?:e|ing)|exit|quit|end|finish|drain|dispose|terminat(?:e|ion)|abort|cancel|kill|die|destroy|sigterm|sigint)$/i;

/** Parts of names and texts that speak of an end, in whichever form: `stopped`, `isClosing`, `shutdownRequested`. */
export const SPEAKS_OF_STOP =
  /stop|clos|shut|exit|cancel|abort|terminat|dispos|destroy|quit|kill|finish|drain|(?:^|[^a-z])end(?![a-z])/i;

/** Names of functions that take something down; measured on published code (corpus PATTERNS.md, R1). */
export const TAKES_DOWN =
  /^(?:async)?_*\$?#?_*(?:(?:try|graceful(?:ly)?|perform|do|begin|initiate|request)_?)?(?:dispos|destroy|clos(?:e|ing)|stop|shut|clean|tear|unmount|uninstall|deinit|detach|releas|reset|remove|clear|end(?![a-z])|quit|exit(?![a-z])|finali[sz]e|deactivat|disconnect|free(?![a-z])|unload|halt|drain|log_?out|sign_?out|(?:on|ngOn|before|will|pre|component(?:Will)?)_?(?:App|Application|Module)?_?(?:Destroy|Dispose|Unload|Unmount|Close|Exit|Stop|Quit|(?:Prepare)?Shutdown|Uninstall|Deactivate)|asyncDispose|(?:on|before|will|at|handle)[a-z]\w*(?:shut_?down|tear_?down|destroy|dispose|close|exit|quit|unmount|uninstall)$)/i;

/** Names of functions that kill: `terminateAll`, `#killWorker`. */
export const KILLS = /^_*\$?#?_*(?:terminate|kill)/i;

const STOP_NAMES = [TAKES_DOWN, KILLS].map(({ source }) =>
  source
    .slice(1)
    .replace('_*\\$?#?_*', '[_$#]*')
    .replace(/\$\)$/, String.raw`(?![\w$]))`),
);

/**
 * A method of such a name in a text, where it may be called: behind a dot, which a comment may follow, or in brackets, and
 * with nothing behind it that makes it a mere value.
 */
export const CALLS_STOP = new RegExp(
  String.raw`(?:\.|\[\s*['"\`])\s*(?:/[*/]|(?:${STOP_NAMES.join('|')})(?![\w$]*\s*[.;,=}\]:]))`,
  'i',
);

/** Names of calls that ask a worker for something: `postMessage` and whatever a wrapper calls its own. */
export const ASKS = /^(?:postMessage|send|notify|abort|store|emit|request|ask|stop|close|shutdown|end|signal)/i;

/** Words of tests by which a worker that is gone, or was never there, is not waited for. */
export const SPEAKS_OF_PRESENCE =
  /exit|alive|running|closed|ready|started|connected|destroyed|terminated|worker|thread/i;

/** Words of tests by which a caller may choose not to wait: `if (!force) await drain()`. */
export const SPEAKS_OF_FORCE = /force|graceful/i;

/** Plain words of code that can hear a stop: a message, a process signal, an abort. */
export const STOP_SOURCE_WORDS = [
  ...['onmessage', "'message'", '"message"', "'SIG", '"SIG'],
  ...['aborted', 'throwIfAborted', 'isMainThread'],
];

/** Names that say that a thing as a whole is over: `stop`, `#close`, `onModuleDestroy`, `asyncDispose`, `shutdownAll`; not `clearCache`. */
export const ENDS_UNIT =
  /^_*\$?#?_*(?:(?:async|graceful(?:ly)?|handle|force)_?)?(?:stop|close|shut_?down|dispos(?:e|al)|destroy|terminate|tear_?down|end|quit|drain|deactivate|halt|cleanup|clean_up|finali[sz]e|unload|unmount|(?:on|ngOn|before|will)_?(?:App(?:lication)?|Module)?_?(?:Destroy|Dispose|Unload|Unmount|Close|Stop|Quit|Shutdown|Deactivate)|async_?dispose)(?:_?(?:all|now|gracefully|server|service|workers?|children|child|process(?:es)?|pool|queue|consumer|app))?$/i;

/** Names of functions that end something in order to begin it again, or because it took too long. */
export const SPEAKS_OF_RESTART = /restart|respawn|recycle|replace|recreate|time_?out|timed_?out|deadline|hang|stuck/i;
/** Names of questions whether something still runs: `isRunning`, `alive`, `get active`. */
export const SPEAKS_OF_RUNNING =
  /^(?:is|get|has)?_?(?:process)?_?(?:running|alive|active|started|up|connected|ready)$/i;

/** Words of a loop's test that ask whether to go on, not whether something else has come about. */
export const GOES_ON =
  /stop|clos|shut|exit|cancel|abort|terminat|dispos|destroy|quit|kill|finish|done|running|active|alive|start|enabled|open|attempt|retr(?:y|ies)|tries|count|length|size|[<>]|\bi\b/i;

/** Names of functions that answer whether something is so. */
export const ASKS_STATE = /^_*#?(?:is|has|are|can|was|were|should|needs?|check|exists?|poll)(?![a-z])/;

/** Names of fields that say what a thing is at: `this.state = 'closed'`. */
export const HOLDS_STATE = /state|status|phase|mode/i;
