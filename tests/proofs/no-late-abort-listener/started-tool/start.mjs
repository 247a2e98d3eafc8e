import { spawn } from 'node:child_process';

/** Runs a tool until the signal ends it. */
export function start(args, signal) {
  return new Promise((resolve) => {
    const tool = spawn(process.execPath, args);
    const stop = () => tool.kill();
    tool.once('exit', (code, endedBy) => {
      signal.removeEventListener('abort', stop);
      resolve(endedBy ?? `code ${code}`);
    });
    signal.addEventListener('abort', stop);
  });
}
