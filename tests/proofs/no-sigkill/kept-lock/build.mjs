import { spawn } from 'node:child_process';

/** Runs the build until it is over or the signal aborts it. */
export function build(args, signal) {
  const child = spawn(process.execPath, args, { signal, killSignal: 'SIGKILL' });
  return child.on('error', () => {});
}
