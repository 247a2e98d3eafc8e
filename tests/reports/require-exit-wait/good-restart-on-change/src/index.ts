import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'chokidar';
import { build } from './build.ts';

export async function run(entry: string, args: string[]): Promise<void> {
  let running: ChildProcess | undefined;

  const startCommand = () => spawn(process.execPath, [`${entry}.built.mjs`, ...args], { stdio: 'inherit' });

  await build(entry);
  running = startCommand();

  watch('.', { ignored: /node_modules/, ignoreInitial: true }).on('all', async () => {
    await build(entry);
    if (running && running.exitCode === null && running.signalCode === null) {
      const gone = once(running, 'exit');
      running.kill();
      await gone;
    }
    running = startCommand();
  });
}
