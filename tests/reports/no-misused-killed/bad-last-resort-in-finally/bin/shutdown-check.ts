import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

export async function checkShutdown(command: string, socket: string, signal: NodeJS.Signals): Promise<void> {
  const proc = spawn(command, ['--socket', socket]);
  try {
    await once(proc.stdout, 'data');
    proc.kill(signal);
    const [code] = await once(proc, 'exit', { signal: AbortSignal.timeout(10_000) });
    if (code !== 0) throw new Error(`exited with ${code} after ${signal}`);
  } finally {
    if (!proc.killed) { // EXPECT: no-misused-killed
      proc.kill('SIGKILL'); // ALLOW: require-exit-wait
    }
    rmSync(socket, { force: true });
  }
}
