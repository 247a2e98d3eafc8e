const { Worker, isMainThread } = require('node:worker_threads');

if (isMainThread) {
  console.log('main');
  new Worker(__filename);
} else {
  console.log('step 1');
  console.log('step 2');
  console.log('step 3');
  process.exit(0); // EXPECT: no-process-exit-in-worker
}
