import { execa, type ExecaChildProcess } from 'execa';
import * as compiler from './compiler.ts';

export async function serve(command: string): Promise<() => Promise<void>> {
  let appServer: ExecaChildProcess | undefined;

  const startAppServer = (): ExecaChildProcess => execa(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });

  const stopWatch = await compiler.watch({
    onBuildFinish: async (ok: boolean) => {
      if (!ok) return;
      console.log('restarting the app server');
      appServer?.kill(); // EXPECT: require-exit-wait
      appServer = startAppServer();
    },
  });

  return async () => {
    await stopWatch();
  };
}
