import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/runtime/results.ts';
import { graceful, makeProject, useCli } from '../support/cli.ts';
import { listFindings } from '../support/run-checked.ts';

/** Lines 1 to 3 of each program. */
const START = `import { fork, spawn } from 'node:child_process';
const start = (name = './job.mjs', options = {}) => fork(new URL(name, import.meta.url), options);
const [later, child] = [setTimeout, start()];
`;

const FILES = {
  'package.json': '{}',
  'job.mjs': `process.on('message', ({ id, ms, burn }) => {
  if (burn) for (const end = Date.now() + ms; Date.now() < end; );
  if (id === 'crash') process.exit(3);
  setTimeout(() => process.send({ id }), burn ? 0 : ms);
});`,
  'mail.mjs': `let chain = Promise.resolve();
process.on('message', ({ to }) => { chain = chain.then(() => new Promise((ok) => setTimeout(ok, 40))).then(() => process.send({ sent: to })); });`,
  'listens.mjs': `import './job.mjs';
process.on('SIGTERM', () => setTimeout(() => process.exit(), 500));`,
};

/** From line 4 on; what is told, and how it begins. */
const TOLD: Record<string, { program: string; at: string; says: RegExp }> = {
  'requests by id': {
    program: `child.send({ id: 1, ms: 1 });
child.once('message', () => { child.send({ id: 2, ms: 60_000 }); child.send({ id: 3, ms: 60_000 }, () => child.kill('SIGKILL')); });`,
    at: 'no-sigkill program.mjs:5',
    says: /^Process job\.mjs was ended by SIGKILL in the middle of its work: 2 requests had no answer \(the first: id 2, posted at program\.mjs:5\)\. Ask it to end/,
  },
  'tasks without ids': {
    program: `child.disconnect();
const mail = start('./mail.mjs');
for (let i = 0; i < 9; i++) mail.send({ to: \`user\${i}@example.org\` });
let n = 0;
mail.on('message', () => { if (++n === 3) mail.kill(); });`,
    at: 'no-abrupt-terminate program.mjs:8',
    says: /^Process mail\.mjs was ended by SIGTERM, for which it does not listen, in the middle of its work: of 9 messages that it was sent it had answered \d\. Wait for its answers/,
  },
  'a reply that never comes, for the process has ended': {
    program: `const ask = (id) => new Promise((ok) => { child.on('message', ok); child.send({ id, ms: 1 }); });
await ask(1);
await ask('crash');`,
    at: 'no-lost-reply program.mjs:4',
    says: /^Process job\.mjs ended and left 1 request without an answer, for which the program waited to its end\./,
  },
};

/** Whether a process runs is known where there is /proc. */
const TOLD_ON_LINUX: typeof TOLD = {
  'a task that it works on': {
    program: `child.send({ ms: 60_000, burn: true });\nlater(() => child.kill(), 900);`,
    at: 'no-abrupt-terminate program.mjs:5',
    says: /^Process job\.mjs was ended by SIGTERM, .*: it was running\./,
  },
  'what a command works on': {
    program: `child.disconnect();
const command = spawn(process.execPath, ['-e', 'for (;;);']);
later(() => command.kill('SIGKILL'), 900);`,
    at: 'no-sigkill program.mjs:6',
    says: /^Process \S+ was ended by SIGKILL in the middle of its work: it was running\./,
  },
};

const SILENT: Record<string, string> = {
  'it has answered': `child.send({ id: 1, ms: 1 });\nchild.once('message', () => child.kill('SIGKILL'));`,
  'it listens for the signal': `child.disconnect();
const other = start('./listens.mjs');
other.send({ id: 1, ms: 1 });
other.once('message', () => { other.send({ id: 2, ms: 300 }); other.kill(); });`,
  'it was asked by a message, and given time': `child.send({ id: 1, ms: 1 });
child.once('message', () => { child.send({ id: 2, ms: 60_000 }); child.send('stop'); later(() => child.kill('SIGKILL'), 300); });`,
  'its job is aborted': `child.disconnect();
const stop = new AbortController();
const other = start('./job.mjs', { signal: stop.signal }).on('error', () => {});
other.send({ id: 1, ms: 1 });
other.once('message', () => other.send({ id: 2, ms: 60_000 }, () => stop.abort()));`,
  'a command is asked by SIGTERM': `child.disconnect();
const command = spawn(process.execPath, ['-e', 'for (;;);']);
later(() => command.kill(), 700);`,
};

describe('graceful run tells what a process without workers loses', () => {
  useCli();
  const told = Object.entries({ ...TOLD, ...(process.platform === 'linux' ? TOLD_ON_LINUX : {}) });

  it.for(told)('%s', { timeout: 60_000 }, ([, { program, at, says }]) => {
    const { findings, messages } = check(program);
    expect(findings).toEqual([at]);
    expect(messages[0]).toMatch(says);
  });

  it.for(Object.entries(SILENT))('nothing when %s', { timeout: 60_000 }, ([, program]) => {
    expect(check(program).findings).toEqual([]);
  });
});

function check(program: string) {
  const cwd = makeProject({ ...FILES, 'program.mjs': START + program });
  graceful(cwd, ['run', '-f', 'json', '-o', 'report.json', 'program.mjs']);
  const results = JSON.parse(readFileSync(join(cwd, 'report.json'), 'utf8')) as Result[];
  return {
    findings: listFindings(cwd, results),
    messages: results.flatMap(({ messages }) => messages.map(({ message }) => message)),
  };
}
