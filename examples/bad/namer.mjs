import path from 'node:path';
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, picture, type }) => {
  if (type === 'stop') parentPort.close();
  else parentPort.postMessage({ id, name: path.parse(picture).name });
});
