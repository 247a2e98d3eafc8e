import { spawn } from 'node:child_process';

const children = new Map();

export function convert(args, onProgress) {
  const child = spawn('ffmpeg', args, { stdio: ['pipe', 'pipe', 'pipe'] });
  children.set(child.pid, child);
  child.stderr.on('data', (chunk) => onProgress(String(chunk)));
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      children.delete(child.pid);
      resolve(code);
    });
  });
}

export function abortConvert(pid) {
  const child = children.get(pid);
  if (child && child.exitCode === null) child.kill('SIGKILL'); // EXPECT: no-sigkill
}
