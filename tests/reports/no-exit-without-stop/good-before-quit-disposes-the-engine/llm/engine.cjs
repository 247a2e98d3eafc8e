const { once } = require('node:events');

let child = null;

exports.disposeEngine = async () => {
  if (!child) return;
  const gone = once(child, 'exit');
  child.send({ type: 'dispose' });
  await gone;
  child = null;
};
