import vm from 'node:vm';
import { lock } from './lock.mjs';

const store = {
  update(change) {
    lock.take();
    try {
      change();
    } finally {
      lock.release();
    }
  },
};

/** Runs a user's script for at most 200 ms. */
export const run = (script) => vm.runInNewContext(script, { store }, { timeout: 200 });
