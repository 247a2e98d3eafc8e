import { parentPort } from 'node:worker_threads';

const channel = new BroadcastChannel('ordinary');
channel.onmessage = ({ data }) => {
  if (data === 'stop') channel.close();
  else parentPort.postMessage(data - 1);
};
parentPort.postMessage('ready');
