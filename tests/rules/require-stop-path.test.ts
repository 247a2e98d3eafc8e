import { describe, expect, it } from 'vitest';
import { requireStopPath } from '../../src/rules/require-stop-path.ts';
import { expectInProject } from '../support/lint-project.ts';

const APP = { 'package.json': '{ "name": "app", "scripts": { "start": "node --enable-source-maps dist/main.js" } }' };
const SERVER = `import { createServer } from 'node:http';\nconst server = [|createServer((req, res) => res.end())|];\nserver.listen(7000);\n`;

/** Without the marks. */
function silent(code: string): string {
  return code.replace(/\[\||\|\]/g, '');
}

describe('require-stop-path', () => {
  it.each<readonly [string, string, RegExp]>([
    ['a server', SERVER, /ends the server: a deploy can only kill it/],
    ['a server of express', `import express from 'express';\nconst app = express();\n[|app.listen(80)|];\n`, /server/],
    [
      'a pool, which tells for the server as well',
      `import { createServer } from 'node:http';\nimport Piscina from 'piscina';\nconst pool = [|new Piscina({ filename: './task.js' })|];\ncreateServer(async (req, res) => res.end(await pool.run(req.url))).listen(80);\n`,
      /pool/,
    ],
    [
      'a consumer that main() makes',
      `import { Worker } from 'bullmq';\nasync function main() {\n  const mails = [|new Worker('mails', async (job) => send(job.data))|];\n  mails.on('failed', (job) => console.error(job.id));\n}\nmain().catch((error) => {\n  console.error(error);\n  process.exit(1);\n});\n`,
      /consumer/,
    ],
    [
      'a forked child',
      `import { fork } from 'node:child_process';\nconst child = [|fork('./agent.js')|];\nchild.on('message', console.log);\n`,
      /child process/,
    ],
  ])('%s of the file that the start script names', (_, code, message) => {
    const { messages } = expectInProject(requireStopPath, code, APP, { file: 'src/main.ts' });
    expect(messages[0]?.message).toMatch(message);
  });

  it('a file that no other one imports, in a package that nobody can import', () => {
    expectInProject(requireStopPath, SERVER, { 'package.json': '{ "name": "app" }' }, { file: 'server.js' });
  });

  it('hooks that Nest is not asked to run', () => {
    const { messages } = expectInProject(
      requireStopPath,
      `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module';\nvoid [|NestFactory.create(AppModule)|].then((app) => app.listen(3000));\n`,
      {
        ...APP,
        'src/app.module.ts': `import './audit.service';\nexport class AppModule {}\n`,
        'src/audit.service.ts': `export class AuditService { async onApplicationShutdown() { await this.flush(); } }\n`,
      },
      { file: 'src/main.ts' },
    );
    expect(messages[0]?.message).toContain('enableShutdownHooks()');
  });

  it.each<[string, string, Record<string, string>, string?]>([
    ['a library', SERVER, { 'package.json': '{ "name": "lib", "exports": "./main.js" }' }],
    ['a file that another one imports', SERVER, { 'package.json': '{}', 'src/cli.ts': `import './main.ts';\n` }],
    ['a file that exports something', `${SERVER}export const port = 7000;\n`, { 'package.json': '{}' }],
    ['a listener for SIGTERM', `${SERVER}process.once('SIGTERM', () => server.close());\n`, APP],
    [
      'a listener for SIGTERM in a file that it loads',
      `import './stop.ts';\n${SERVER}`,
      { ...APP, 'src/stop.ts': `process.once('SIGTERM', () => globalThis.app.close());\n` },
    ],
    [
      'a library that listens for it',
      `import { createTerminus } from '@godaddy/terminus';\n${SERVER}createTerminus(server);\n`,
      APP,
    ],
    ['one that ends it', `${SERVER}setTimeout(() => server.close(), 60_000);\n`, APP],
    ['a script that ends by itself', `${SERVER}run(server).then(() => process.exit());\n`, APP],
    [
      'a server of which somebody else has the handle',
      `import { keep } from './servers.ts';\n${SERVER}keep(server);\n`,
      APP,
    ],
    ['a server that never listens', `import { createServer } from 'node:http';\nconst server = createServer();\n`, APP],
    [
      'a queue that only gets jobs',
      `import Queue from 'bull';\nconst mails = new Queue('mails');\nvoid mails.add({ to: 'you' });\n`,
      APP,
    ],
    [
      'a function that others call',
      `import { createServer } from 'node:http';\nglobalThis.serve = () => createServer().listen(1);\n`,
      APP,
    ],
    ['a program of the docs', SERVER, { 'package.json': '{}' }, 'docs/server.js'],
    ['a test server', SERVER, { 'package.json': '{}' }, 'tests/server.js'],
    [
      'a pool that does not hold the process',
      `import Piscina from 'piscina';\nconst pool = new Piscina({ filename: './task.js' });\npool.unref();\n`,
      APP,
    ],
  ])('silent: %s', (_, code, others, file = 'src/main.ts') => {
    expectInProject(requireStopPath, silent(code), others, { file });
  });
});
