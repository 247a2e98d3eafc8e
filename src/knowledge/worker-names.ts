/** Names of workers and of what runs tasks in them. */
export const NAMES_WORKERS = /worker|thread|pool/i;

/** One of these is in every text that holds such a name, however it begins. */
export const WORKER_NAME_PARTS = ['orker', 'hread', 'ool'];

/** Names of the ends of a channel, and of the scope that is one in a worker. */
export const NAMES_PORT = /port$|channel$|^self$/i;
