const { fork } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');

let child = null;

exports.getEngine = async () => {
  child ??= fork(path.join(__dirname, 'engine-child.cjs'));
  return { infer: (prompt) => child.send({ prompt }) };
};

exports.disposeEngine = async () => {
  if (!child) return;
  const gone = once(child, 'exit');
  child.send({ type: 'dispose' });
  await gone;
  child = null;
};
