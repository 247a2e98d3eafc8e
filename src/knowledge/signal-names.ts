/** Names that end so are an abort signal's. */
export const NAMES_SIGNAL = /signal$/i;

/** Options that take one. */
export const SIGNAL_OPTION = /^(?:abort_?)?signal$/i;

/** Names of what has one: `{ signal: controller }` is no signal. */
export const NAMES_CONTROLLER = /controller$/i;

/** Names of calls whose `signal` is a process signal: `kill(pid, signal)`. */
export const TAKES_PROCESS_SIGNAL = /kill/i;
