import { spawn, execSync } from 'node:child_process';

export function launch(executable, options) {
  const args = ['--remote-debugging-port=0', `--user-data-dir=${options.userDataDir}`];
  const chrome = spawn(executable, args, { detached: true });
  let isClosed = false;
  chrome.once('close', () => {
    isClosed = true;
  });

  function close() {
    if (isClosed || !chrome.pid) return;
    if (process.platform === 'win32') execSync(`taskkill /pid ${chrome.pid} /T /F`);
    else process.kill(-chrome.pid, 'SIGKILL'); // EXPECT: no-sigkill
  }
  return { chrome, close };
}
