import { wordSet } from './word-set.ts';
import { processExits } from './process-exits.ts';

/** Names of functions that answer a failure: `onWorkerError`, `_fail`, `handleCrash`. */
export const HANDLES_FAILURE =
  /^[#_]*(?:(?:on|handle)?_?(?:worker)?_?(?:fail|error|crash)|(?:on|handle)\w*(?:Error|Failure|Crash)$)/i;

/** Functions that write an error down and go on. */
export const WRITES_DOWN =
  /^(?:log\w*|info|warn\w*|err|error|debug|trace|verbose|fatal|notice|silly|critical|report\w*|capture\w*|print\w*|write\w*|push|add\w*|emit|record\w*|track\w*|count\w*|inc\w*|append\w*|notify\w*|String|Error|stringify|inspect|format\w*|get\w*Message|to\w*Message|\w*(?:Log|Logger|ToString|Message|Metric|Telemetry|Event|Span)|noop|_?ignore\w*|setError|setLastError|recordException|alert|toast)$/i;

/** Objects whose methods all do: `console`, `this.logger`. */
export const NAMES_REPORTER = /^(?:console|\w*log(?:ger)?|\w*telemetry|\w*metrics?|sentry|\w*tracer|\w*span)$/i;

/** Methods by which a list, set or map takes something up. */
export const COLLECTS = wordSet('push unshift add set');

/** Properties that tell what kind of error one is. */
export const ERROR_KIND = wordSet('name code cause type constructor status statusCode', 'isAborted aborted reason');

/** Texts and patterns that an error of an abort is compared with. */
export const SPEAKS_OF_ABORT = /abort|cancel/i;

/** Methods that end the program, whatever the object: apps have an `exit` of their own. */
export const ENDS_PROGRAM: ReadonlySet<string> = new Set(Object.values(processExits).flat());

/** Names of functions that ask what kind an error is: `isAbortError`, axios' `isCancel`. */
export const ASKS_ERROR = /(?:error|exception|rejection|reason)$|^isCancel$/i;

/** Names of what is caught, or tells why something was aborted. */
export const NAMES_CAUGHT = /^(?:e|ex|err|reason|cause|\w*(?:Err|[eE]rror|Exception))$/;

/** Errors of one's own for an abort, which callers tell from others: `APIUserAbortError`, `CancellationError`. */
export const OWN_ABORT_ERROR =
  /\b(?!AbortError\b|CanceledError\b)(?:[A-Z]\w*)?(?:Abort|Cancel)\w*(?:Error|Exception)\b/;
