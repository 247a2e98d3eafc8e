// Its change is one that throws.
import { workerData } from 'node:worker_threads';
import { update } from './update.mjs';

update(new Int32Array(workerData), () => {
  throw new Error('no such row');
});
