import { parentPort } from 'node:worker_threads';

// Takes one task and ends without an answer, as a worker does that has failed on the way.
parentPort.once('message', () => {});
