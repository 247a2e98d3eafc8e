const AsyncLock = require('async-lock');
const { generate } = require('./generate.cjs');

const lock = new AsyncLock();

function next(key) {
  return lock.acquire(key, () => generate(key));
}

module.exports = { next };
