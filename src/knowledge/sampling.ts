/** Globals that only compute, print or tell about this process, by where they come from. */
export const COMPUTES_ONLY =
  /^#(?:Date|Math|JSON|Number|String|Boolean|Object|Array|Map|Set|URL|URLSearchParams|Error|Promise|console|performance|parseInt|parseFloat|structuredClone|isNaN|process\.(?:memoryUsage|cpuUsage|hrtime|uptime|resourceUsage))(?:\.|$)/;

/** Functions of Node that only read, by where they come from. */
export const READS_ONLY = /^(?:os#|fs(?:\/promises)?#(?:promises\.)?(?:read|stat|lstat|access|exists|realpath))/;

/** Methods that give the content of an answer: https://developer.mozilla.org/docs/Web/API/Response */
export const READS_BODY = /^(?:json|text|arrayBuffer|blob|bytes|formData)$/;

/** Names of calls that ask and change nothing: `read`, `ping`, `getStatus`. Not `next` and `receive`, which take a message. */
export const READS =
  /^(?:get|read|fetch|load|list|find|search|ping|check|look|peek|probe|is|has|count|stat|measure|sample|observe|detect|discover|describe|lookup)(?:[A-Z_]\w*)?$/;

/** Names of calls that write or send, without waiting for the end of it. */
export const WRITES =
  /^(?:write|save|store|persist|send|post|publish|emitTo|insert|update|upsert|put|commit|flush|upload|record|report|ack|nack|process|handle|execute|run|dispatch)(?:[A-Z_]\w*)?$/;

/** Methods by which a cache is made new: what comes of one that is late is newer than what was there. */
export const REFRESHES = /^(?:refresh|reload|refetch|prefetch|revalidate|warm)(?:[A-Z]\w*)?$/;

/** Names of calls by which one says that it still lives, or how far it is: one that comes late, or not at all, loses nothing. */
export const TELLS_LIFE =
  /^(?:heart_?beat|keep_?alive|extend|renew|touch|acknowledge|report(?:Status|Progress|Health)|send(?:Heartbeat|Ping|KeepAlive|Status))(?:[A-Z_]\w*)?$/i;

/** Words of names of turns, and of their timers, that look whether something still works. */
export const NAMES_WATCH = /watch_?dog|heart_?beat|keep_?alive|monitor|health/i;

/** Functions that give the error of a promise as a value. */
export const CATCHES = /^(?:try_?catch|safe(?:ly)?|attempt|settle)$/i;

/** Names of a state that begins and ends for other reasons than a turn of work: `connected`, `isReady`. */
export const NAMES_STATE =
  /^[_#]*(?:is|has)?_?(?:connected|connecting|opened|online|ready|attached|mounted|initialized|started)$/i;
