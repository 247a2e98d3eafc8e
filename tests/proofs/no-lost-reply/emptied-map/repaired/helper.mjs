import { fork } from 'node:child_process';

const helper = fork(new URL('./other-side.mjs', import.meta.url));
const open = new Map();
let next = 0;

helper.on('message', ({ id, value }) => {
  open.get(id)?.resolve(value);
  open.delete(id);
});
helper.once('exit', () => {
  for (const { reject } of open.values()) reject(new Error('the helper has ended'));
  open.clear();
});

export function ask(task) {
  return new Promise((resolve, reject) => {
    open.set(next, { resolve, reject });
    helper.send({ id: next++, task });
  });
}
