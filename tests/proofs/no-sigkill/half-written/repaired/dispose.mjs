import { once } from 'node:events';

export async function dispose(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit', { signal: AbortSignal.timeout(5000) });
  child.kill('SIGTERM');
  try {
    await ended;
  } catch {
    child.kill('SIGKILL');
  }
}
