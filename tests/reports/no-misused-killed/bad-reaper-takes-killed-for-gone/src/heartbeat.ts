import type { ChildProcess } from 'node:child_process';

interface Handle { child: ChildProcess; startedAt: number }

export const runningProcesses = new Map<string, Handle>();

export function cancelRun(id: string): void {
  runningProcesses.get(id)?.child.kill('SIGTERM');
}

export async function reapStale(runs: { id: string }[], fail: (id: string) => Promise<void>): Promise<void> {
  for (const run of runs) {
    const handle = runningProcesses.get(run.id);
    if (handle) {
      const hasExited = handle.child.exitCode !== null || handle.child.killed; // EXPECT: no-misused-killed
      if (!hasExited) continue;
      runningProcesses.delete(run.id);
    }
    await fail(run.id);
  }
}
