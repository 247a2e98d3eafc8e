import { spawn } from 'node:child_process';

const IGNORES = "process.on('SIGTERM', () => {}); setTimeout(() => {}, 4000); console.log('ready');";

export const tool = spawn(process.execPath, ['-e', IGNORES]);

export function stop() {
  tool.kill('SIGTERM');
  setTimeout(() => {
    if (!tool.killed) tool.kill('SIGKILL');
  }, 200);
}
