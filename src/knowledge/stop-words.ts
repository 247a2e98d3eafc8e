/** Messages by which owners ask a worker to stop, as a whole word: `stop`, `shut-down`, `please-exit`, `stop-worker`. */
export const STOP_WORD =
  /^(?:please[-_ ]?)?(?:stop|shut[-_ ]?down|close|exit|quit|terminate|abort|cancel|end|finish|kill|die)(?:[-_ ]?(?:worker|thread|now|all))?$/i;
