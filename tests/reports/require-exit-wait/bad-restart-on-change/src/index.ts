import { spawn, type ChildProcess } from 'node:child_process';
import { watch } from 'chokidar';
import { build } from './build.ts';

export async function run(entry: string, args: string[]): Promise<void> {
  let running: ChildProcess | undefined;

  const startCommand = () => spawn(process.execPath, [`${entry}.built.mjs`, ...args], { stdio: 'inherit' });

  await build(entry);
  running = startCommand();

  watch('.', { ignored: /node_modules/, ignoreInitial: true }).on('all', async () => {
    await build(entry);
    running?.kill(); // EXPECT: require-exit-wait
    running = startCommand();
  });
}
