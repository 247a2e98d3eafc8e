import type { ChildProcess } from 'node:child_process';

type Timer = ReturnType<typeof setTimeout>;

export function armKillFallback(childProcess: ChildProcess, pid: number, graceMs: number): () => void {
  let timer: Timer | null = null;
  const cancel = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  childProcess.once('exit', cancel);
  timer = setTimeout(() => {
    childProcess.off('exit', cancel);
    try {
      process.kill(pid, 0);
      childProcess.kill('SIGKILL');
    } catch {
      // It has gone.
    }
  }, graceMs);
  return cancel;
}

export function stopSession(childProcess: ChildProcess): void {
  childProcess.kill('SIGTERM');
  if (childProcess.pid !== undefined) armKillFallback(childProcess, childProcess.pid, 5000);
}
