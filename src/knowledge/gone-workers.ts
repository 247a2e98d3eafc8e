import { wordSet } from './word-set.ts';

/** Methods after which a worker is gone. */
export const ENDS_WORKER = wordSet('terminate');

/** Methods after which a pool takes no task. */
export const ENDS_POOL = wordSet('terminate destroy');

/** Methods by which a pool is given a task. */
export const GIVES_TASK = wordSet('run runTask exec execute queue enqueue runSync');

/** Methods by which one talks to a worker or a port. */
export const TALKS = wordSet('postMessage');

/** Events that a worker which is being ended may still send. */
export const LAST_EVENT = wordSet('exit error close');

/** Private members of workers and child processes that reach the native handle, and the methods of that. */
export const PRIVATE_END = wordSet('_terminate _kill _stop _destroy _close');
export const PRIVATE_HANDLE = wordSet('_handle _worker _process');
export const HANDLE_END = wordSet('kill close stop terminate stopThread');

/** Native bindings of Node through which a thread or process is stopped. */
export const NATIVE_BINDING = wordSet('worker process_wrap messaging spawn_sync');
export const BINDING_NAMES = wordSet('binding internalBinding _linkedBinding');
export const GETS_BINDING = wordSet('#process.binding #internalBinding #process._linkedBinding process#binding');

/** Names of values that are a process or a thread, where nothing else tells. */
export const CHILD_NAME = /^_?#?(?:child(?:_?process)?|sub_?process|proc|worker|thread)$/i;
