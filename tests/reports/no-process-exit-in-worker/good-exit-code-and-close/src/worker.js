import { parentPort } from 'node:worker_threads';

const methods = Object.create(null);

const worker = {
  send: parentPort.postMessage.bind(parentPort),
  on: parentPort.on.bind(parentPort),
  exit(code) {
    process.exitCode = code;
    parentPort.close();
  },
};

worker.on('message', async (request) => {
  if (request === '__terminate__') {
    worker.exit(0);
    return;
  }
  try {
    worker.send({ id: request.id, result: await methods[request.method](...request.params) });
  } catch (error) {
    worker.send({ id: request.id, error: String(error) });
  }
});

export function register(name, fn) {
  methods[name] = fn;
}
