/** Words that tell whether a worker has work: `if (worker.idle)`, `!this.processing`, `this.activeJobs === 0`. */
export const SPEAKS_OF_WORK =
  /idle|busy|processing|pending|in_?flight|outstanding|unused|is_?free|available|finished|completed|active_?(?:jobs?|tasks?|requests?|count)|running_?(?:jobs?|tasks?)|(?:tasks?|jobs?|requests?|chunks)_?(?:left|count|remaining)|num_?of_?(?:tasks|jobs|chunks)|reuse/i;

/** Words of names whose workers have none: `idleWorkers`, `surplus`. */
export const SPEAKS_OF_IDLENESS = /idle|free|unused|finished|available|dead|surplus|stale/i;

/** Words of tests that limit a retry: a count, a deadline, a state that ends it. */
export const SPEAKS_OF_LIMIT =
  /attempt|retr|count|deadline|time|max|limit|running|active|signal|done|remaining|left|tries|budget/i;

/** Names of calls that wait until work is done: `onIdle`, `drain`, `allSettled`, `waitForIdle`. */
export const WAITS_FOR_WORK =
  /idle|drain|wait|settle|flush|^all$|finish|complet|join|whenDone|quiesce|^once$|graceful/i;

/** Methods of a job by which its processor tells how far it is. */
export const TELLS_PROGRESS = /^(?:touch|progress|updateProgress|reportProgress|setProgress|log|heartbeat|extendLock)$/;

/** Calls that give something whose content is still to come: a response, a stream, a connection. */
export const OPENS = /fetch|request|stream|connect|open/i;

/** What is awaited for nothing but time to pass. */
export const PAUSES = /^(?:Promise|sleep|delay|wait|pause|setTimeout)$/;

/** Globals whose functions only compute. */
export const COMPUTES = /^(?:Math|Date|Number|String)$/;

/** Types of messages that answer a task only by and by: its answer is yet to come (threads.js says `running`). */
export const SAYS_PROGRESS = /^(?:running|start(?:ed|ing)|begun|(?:in[-_ ]?)?progress|queued|pending)$/i;

/** Names of functions that bring out what was already taken, which a stop waits for: `flushBatch`, `insertWithRetry`. */
export const BRINGS_OUT =
  /^_*#?_*(?:try|do|safe|retry)?_?(?:write|flush|insert|save|persist|store|commit|publish|send|post|upload|emit|report|deliver|ack|nack|mutate|update|put|delete|remove|append|mark|release|unlock|rollback)/i;
