import { execa, type ExecaChildProcess } from 'execa';
import * as compiler from './compiler.ts';

export async function serve(command: string): Promise<() => Promise<void>> {
  let appServer: ExecaChildProcess | undefined;

  const startAppServer = (): ExecaChildProcess => execa(command, { shell: true, stdio: ['ignore', 'inherit', 'inherit'] });

  const stopAppServer = async (): Promise<void> => {
    if (!appServer) return;
    appServer.kill();
    await appServer.catch(() => {});
  };

  const stopWatch = await compiler.watch({
    onBuildFinish: async (ok: boolean) => {
      if (!ok) return;
      console.log('restarting the app server');
      await stopAppServer();
      appServer = startAppServer();
    },
  });

  return async () => {
    await stopWatch();
    await stopAppServer();
  };
}
