const { Worker } = require('node:worker_threads');

function createStore() {
  const worker = new Worker(require.resolve('./worker.js'));
  const replies = [];
  let done;
  const all = new Promise((resolve) => (done = resolve));
  worker.on('message', (reply) => {
    if (reply === 'beat') return;
    replies.push(reply);
    if (replies.length === 3) done();
  });
  return {
    save: (text) => worker.postMessage(text),
    all,
    replies,
    close: async () => {
      await worker.terminate();
    },
  };
}

async function main() {
  const store = createStore();
  // A task may be any text, also this one.
  for (const text of ['a', 'stop', 'c']) store.save(text);
  await store.all;
  const asked = performance.now();
  await store.close();
  console.log(JSON.stringify({ replies: store.replies, closedMs: Math.round(performance.now() - asked) }));
}
main();
