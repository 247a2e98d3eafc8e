import { spawn } from 'node:child_process';

export interface Sidecar {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startSidecar(command: string, port: number): Promise<Sidecar> {
  const child = spawn(command, ['--port', String(port)], { stdio: 'ignore' });
  let exited: number | null = null;
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code) => {
      exited = code ?? -1;
      resolve();
    });
  });
  const url = `http://127.0.0.1:${port}`;

  const stop = async (): Promise<void> => {
    if (exited !== null) return;
    try {
      await fetch(`${url}/stop`, { signal: AbortSignal.timeout(2000) });
    } catch {
      // The signal is next.
    }
    if (exited === null) child.kill();
    await gone;
  };
  return { url, stop };
}
