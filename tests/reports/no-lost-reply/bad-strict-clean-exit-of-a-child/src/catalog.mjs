import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export async function listModels(command) {
  const child = spawn(command, ['app-server'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const responses = new Map();
  let nextId = 0;

  const failPending = (error) => {
    for (const { reject } of responses.values()) reject(error);
    responses.clear();
  };

  createInterface({ input: child.stdout }).on('line', (line) => {
    try {
      const { id, result } = JSON.parse(line);
      const pending = responses.get(id);
      if (!pending) return;
      responses.delete(id);
      pending.resolve(result);
    } catch {
      // Notices and diagnostics.
    }
  });
  child.once('error', failPending);
  child.once('exit', (code) => { // EXPECT: no-lost-reply
    if (code !== 0) failPending(new Error('the app server exited'));
  });

  const request = (method, params) =>
    new Promise((resolve, reject) => {
      const id = ++nextId;
      responses.set(id, { resolve, reject });
      child.stdin.write(`${JSON.stringify({ id, method, params })}\n`);
    });

  await request('initialize', {});
  const { models } = await request('model/list', {});
  child.stdin.end();
  return models;
}
