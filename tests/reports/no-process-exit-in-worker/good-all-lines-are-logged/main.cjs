const { Worker, isMainThread } = require('node:worker_threads');

if (isMainThread) {
  const worker = new Worker(__filename);
  worker.once('exit', (code) => process.exit(code));
} else {
  console.log('step 1');
  console.log('step 2');
  process.exitCode = 0;
}
