const AsyncLock = require('async-lock');
const { generate } = require('./generate.cjs');

const lock = new AsyncLock();

function next(key, finish) {
  lock.acquire(key, (done) => { // EXPECT: require-lock-release
    const plan = generate(key);
    done(null, plan);
  }, finish);
}

module.exports = { next };
