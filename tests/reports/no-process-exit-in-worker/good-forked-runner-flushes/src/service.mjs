import { fork } from 'node:child_process';

export function run(file, payload) {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./runner.mjs', import.meta.url));
    child.once('message', (message) => (message.ok ? resolve(message.result) : reject(new Error(message.error))));
    child.once('error', reject);
    child.once('exit', () => reject(new Error('the runner ended without an answer')));
    child.send({ type: 'run', file, payload });
  });
}
