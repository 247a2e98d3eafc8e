import { spawn } from 'node:child_process';

const sessions = new Map();

function isAlive(session) {
  return !!session && !session.process.killed && session.process.exitCode === null; // EXPECT: no-misused-killed
}

export function getSession(id, options) {
  const known = sessions.get(id);
  if (isAlive(known)) return known;
  const session = { id, process: spawn('claude', ['--stream'], { cwd: options.cwd }) };
  sessions.set(id, session);
  return session;
}

export function interrupt(id) {
  sessions.get(id)?.process.kill('SIGINT');
}
