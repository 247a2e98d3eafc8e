/** Messages by which owners ask a worker to stop, as a whole word: `stop`, `shut-down`, `please-exit`, `stop-worker`. */
export const STOP_WORD =
  /^(?:please[-_ ]?)?(?:stop|shut[-_ ]?down|close|exit|quit|terminate|abort|cancel|end|finish|kill|die)(?:[-_ ]?(?:worker|thread|now|all))?$/i;

/** Single words that read like such a message, also inside of a longer one; for the picture, where a guess does no harm. */
export const STOP_HINT =
  /^(?:stop(?:ped|ping)?|halt|shut|shutdown|clos(?:e|ing)|exit|quit|end|finish|drain|dispose|terminat(?:e|ion)|abort|cancel|kill|die|destroy|sigterm|sigint)$/i;
