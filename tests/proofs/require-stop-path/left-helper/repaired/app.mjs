import { fork } from 'node:child_process';

const helper = fork(new URL('./helper.mjs', import.meta.url));
helper.once('message', () => process.send(helper.pid));

process.once('SIGTERM', () => {
  helper.once('exit', () => process.exit());
  helper.kill();
});
