import { spawn } from 'node:child_process';

export function launch(executable, options, connect) {
  const args = ['--remote-debugging-port=0', `--user-data-dir=${options.userDataDir}`];
  const chrome = spawn(executable, args, { detached: true });
  const closed = new Promise((resolve) => chrome.once('close', resolve));

  function forceClose() {
    process.kill(-chrome.pid, 'SIGKILL');
  }
  process.on('exit', forceClose);

  async function close() {
    const connection = await connect(chrome);
    await connection.send('Browser.close');
    await closed;
    process.off('exit', forceClose);
  }
  return { chrome, close };
}
