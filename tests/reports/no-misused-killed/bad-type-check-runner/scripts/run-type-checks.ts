import { spawn } from 'node:child_process';

interface Outcome { code: number; output: string; timedOut: boolean }

export function runTypeCheck(cwd: string, timeoutMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn('npx', ['tsc', '--noEmit'], { cwd });
    let output = '';
    let timedOut = false;
    let timer: NodeJS.Timeout | undefined;
    let killTimer: NodeJS.Timeout | undefined;
    child.stdout.on('data', (chunk) => (output += chunk));

    if (timeoutMs > 0) {
      timer = setTimeout(() => {
        timedOut = true;
        if (!child.killed) {
          child.kill('SIGTERM');
        }
        killTimer = setTimeout(() => {
          if (!child.killed) { // EXPECT: no-misused-killed
            child.kill('SIGKILL');
          }
        }, 5_000);
      }, timeoutMs);
    }
    child.on('close', (code) => {
      clearTimeout(timer);
      clearTimeout(killTimer);
      resolve({ code: code ?? 1, output, timedOut });
    });
  });
}
