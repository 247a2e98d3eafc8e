import { requireSignal } from '../../src/rules/require-signal.ts';
import { testRule } from '../support/rule-tester.ts';

const STRICT = [{ ownSignals: true, briefCalls: true, mutations: true, unbounded: true }];

testRule(requireSignal, {
  valid: [
    {
      name: 'a function that has the signal in what it is given',
      code: `async function runTool(name: string, { context, signal }: { context?: Context; signal?: AbortSignal }) { const stop = signal ?? context?.abortSignal; return await fetch(name, { signal: stop }); } interface Context { abortSignal?: AbortSignal } export async function handle(ctx: Context) { const done = await runTool('build', { context: ctx }); return done; }`,
    },
    {
      name: 'a function that takes the signal by itself where it is given none',
      code: `export async function ask(request: { abortSignal?: AbortSignal }) { const post = async (body: string, signal = request.abortSignal) => fetch(body, { signal }); const answer = await post('x'); return answer; }`,
    },
    {
      name: 'options of which nothing asks for the signal',
      code: `interface Options { signal?: AbortSignal; where?: object } async function narrow(options: Options) { const where = await expand(options.where); return where; } export async function find(options: Options) { const where = await narrow({ where: options.where }); return fetch(where, { signal: options.signal }); }`,
    },
    {
      name: 'a function that puts its own signal over the one it is given',
      code: `export async function make(url: string, signal: AbortSignal, own: AbortController) { const load = async (path: string, init: RequestInit) => { const answer = await fetch(path, { ...init, signal: own.signal }); return answer.json(); }; const made = await load(url, { method: 'GET' }); return fetch(made, { signal }); }`,
    },
    {
      name: 'a function that limits the time only where it is given no signal',
      code: `async function load(url: string, init: RequestInit) { const answer = await fetch(url, { ...init, signal: init.signal ?? AbortSignal.timeout(30_000) }); return answer.json(); } export async function poll(url: string, signal?: AbortSignal) { const made = await load(url, { method: 'GET' }); return fetch(made, { signal }); }`,
    },
    {
      name: 'the call for when there are no options at all',
      code: `async function run(id: string, options: { signal?: AbortSignal } = {}) { return await fetch(id, options); } export async function start(id: string, signal?: AbortSignal) { const options = { ...(signal ? { signal } : {}) }; return await (Object.keys(options).length > 0 ? run(id, options) : run(id)); }`,
    },
    {
      name: 'strict: a command that nobody waits for',
      options: STRICT,
      code: `import { execFile } from 'node:child_process'; export class Login { stopping = new AbortController(); stop() { this.stopping.abort(); } show(url: string) { execFile('open', [url], () => {}); } }`,
    },
    {
      name: 'what a failure has left behind is cleared up, also when the failure is the abort',
      code: `async function tidy(name: string, signal?: AbortSignal) { await fetch(name, { signal }); } export async function make(name: string, signal: AbortSignal) { const made = await fetch(name, { signal }); if (!made.ok) { await tidy(name); throw new Error('not made'); } }`,
    },
    {
      name: 'a command that a function of the project runs: it would be left half done',
      code: `async function execText(text: string, options: { signal?: AbortSignal } = {}) { return await start(text, options); } export async function apply(patch: string, signal: AbortSignal) { look(signal); const done = await execText(\`git am \${patch}\`); return done; }`,
    },
    {
      name: 'what is kept for later callers too: an abort would be kept with it',
      code: `export class Reader { async getSchema(signal?: AbortSignal) { this.schema ||= this.load(signal); return await this.schema; } async load(signal?: AbortSignal) { return (await fetch('/schema', { signal })).json(); } async rows(signal: AbortSignal) { const schema = await this.getSchema(); return (await fetch(schema.url, { signal })).json(); } }`,
    },
    {
      name: 'no signal where what was made of it is missing',
      code: `async function load(url: string, options: { signal?: AbortSignal } = {}) { return await fetch(url, options); } export async function get(url: string, signal?: AbortSignal) { const both = combine(own, signal); return both ? await load(url, { signal: both }) : await load(url, {}); }`,
    },
    {
      name: 'a parameter that is left out on purpose',
      code: `import { readFile } from 'node:fs/promises'; export async function show(path: string, _signal: AbortSignal) { return (await readFile(path, 'utf8')).length; }`,
    },
    {
      name: 'strict: what a client of the AWS SDK sends has the time limits of that client',
      options: STRICT,
      code: `import { parentPort } from 'node:worker_threads'; import { DeleteMessageCommand } from '@aws-sdk/client-sqs'; parentPort.on('message', async (one) => { await sqs.send(new DeleteMessageCommand(one)); });`,
    },
    {
      name: 'a listener that is taken off by hand, beside one with a signal',
      code: `export function drag(signal: AbortSignal) { document.addEventListener('pointerup', drop, { signal }); document.addEventListener('pointermove', follow); return () => document.removeEventListener('pointermove', follow); }`,
    },
    {
      name: 'a listener of another target, or for once',
      code: `export function drag(canvas, signal: AbortSignal) { document.addEventListener('pointerup', drop, { signal }); canvas.addEventListener('pointermove', follow); document.addEventListener('load', show, { once: true }); }`,
    },
    {
      name: 'a function that takes the options of a request, and the signal behind them',
      code: `async function ask(url: string, init?: RequestInit, signal?: AbortSignal) { return await load(url, init, signal); } export async function put(url: string, signal: AbortSignal) { return (await ask(url, { method: 'PUT' }, signal)).ok; }`,
    },
    {
      name: 'and one that limits it',
      code: `async function ask(url: string, init?: RequestInit, signal?: AbortSignal) { return await load(url, init, signal); } export async function put(url: string, signal: AbortSignal) { return (await ask(url, { method: 'PUT' }, limit(signal))).ok; }`,
    },
    {
      name: 'what was written goes out',
      code: `import { once } from 'node:events'; export async function send(child, text, signal) { child.stdin.end(text); await once(child.stdin, 'finish'); return await work(child, signal); }`,
    },
    {
      name: 'an imported function that takes none',
      filename: 'src/kit/x.ts',
      code: `import { getPropertyName } from '../ast/predicates.ts'; export async function f(node, signal) { await getPropertyName(node); }`,
    },
    {
      name: 'strict: a network call with a time limit',
      options: STRICT,
      code: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', async (url) => { await fetch(url, { signal: AbortSignal.timeout(5) }); });`,
    },
    {
      name: 'strict: a network call with a time limit of the library',
      options: STRICT,
      code: `import got from 'got'; import { parentPort } from 'node:worker_threads'; parentPort.on('message', async (url) => { await got(url, { timeout: { request: 5 } }); });`,
    },
    {
      name: 'strict: a network call outside of workers',
      options: STRICT,
      code: 'export async function load(url) { await fetch(url); }',
    },
  ],
  invalid: [
    {
      name: 'a listener beside one with a signal',
      code: `export function drag({ signal }: { signal: AbortSignal }) { document.addEventListener('pointerup', drop, { once: true, signal }); [|document.addEventListener('pointermove', follow)|]; }`,
      messageId: 'listener',
      data: { signal: 'signal' },
      output: null,
      suggestion: {
        messageId: 'passSignal',
        data: { signal: 'signal' },
        output: `export function drag({ signal }: { signal: AbortSignal }) { document.addEventListener('pointerup', drop, { once: true, signal }); document.addEventListener('pointermove', follow, { signal }); }`,
      },
    },
    {
      name: 'a function of the file, by argument',
      code: 'async function page(url, depth = 1, signal = undefined) { await work(signal); } export async function load(url, signal) { await [|page(url)|]; }',
      messageId: 'unpassed',
      output:
        'async function page(url, depth = 1, signal = undefined) { await work(signal); } export async function load(url, signal) { await page(url, undefined, signal); }',
    },
    {
      name: 'a function of the file, by options',
      code: 'const page = async (url: string, { signal }: { signal?: AbortSignal } = {}) => work(signal); export async function load(url, signal) { await [|page(url)|]; }',
      messageId: 'unpassed',
      output:
        'const page = async (url: string, { signal }: { signal?: AbortSignal } = {}) => work(signal); export async function load(url, signal) { await page(url, { signal }); }',
    },
    {
      name: 'a method of the class',
      code: 'class A { async page(url: string, signal?: AbortSignal) {} async load(url: string, signal: AbortSignal) { await [|this.page(url)|]; } }',
      messageId: 'unpassed',
      output:
        'class A { async page(url: string, signal?: AbortSignal) {} async load(url: string, signal: AbortSignal) { await this.page(url, signal); } }',
    },
    {
      name: 'a function of the file, by the options of fetch',
      code: 'class A { async _get(path: string, init?: RequestInit) { return fetch(path, init); } async load({ signal }) { return await [|this._get("/")|]; } }',
      messageId: 'unpassed',
      output:
        'class A { async _get(path: string, init?: RequestInit) { return fetch(path, init); } async load({ signal }) { return await this._get("/", { signal }); } }',
    },
    {
      name: 'an imported function of the project',
      filename: 'examples/x.mjs',
      code: `import { sleep as rest } from '../src/stop/index.ts'; export async function f(signal) { await [|rest(50)|]; }`,
      messageId: 'unpassed',
      output: `import { sleep as rest } from '../src/stop/index.ts'; export async function f(signal) { await rest(50, signal); }`,
    },
    ...(
      [
        ['axios', 'x.get(u)', 'x.get(u, { signal })'],
        ['axios', 'x({ url: u })', 'x({ url: u, signal })'],
        ['axios', 'x.create().get(u)', 'x.create().get(u, { signal })'],
        ['got', 'x(u).json()', 'x(u, { signal }).json()'],
        ['ky', 'x.get(u, { retry: 1 }).json()', 'x.get(u, { retry: 1, signal }).json()'],
        ['node-fetch', 'x(u)', 'x(u, { signal })'],
        ['p-map', 'x(u, g)', 'x(u, g, { signal })'],
        ['p-retry', 'x(g, { retries: 1 })', 'x(g, { retries: 1, signal })'],
        ['openai', 'new x().chat.completions.create(u)', 'new x().chat.completions.create(u, { signal })'],
      ] as const
    ).map(([module, call, fixed]) => ({
      name: `${module}: ${call}`,
      code: `import x from '${module}'; export async function f(u, g, signal) { return await ${call.startsWith('x(u)') && call.includes('.json') ? `[|x(u)|].json()` : call.endsWith('.json()') ? `[|${call.slice(0, -7)}|].json()` : `[|${call}|]`}; }`,
      messageId: 'unpassed' as const,
      output: `import x from '${module}'; export async function f(u, g, signal) { return await ${fixed}; }`,
    })),
    {
      name: 'a client of the AWS SDK, by its command',
      code: `import { GetItemCommand } from '@aws-sdk/client-dynamodb'; export async function f(client, signal) { await [|client.send(new GetItemCommand({}))|]; }`,
      messageId: 'unpassed',
      output: `import { GetItemCommand } from '@aws-sdk/client-dynamodb'; export async function f(client, signal) { await client.send(new GetItemCommand({}), { abortSignal: signal }); }`,
    },
    {
      name: 'a model of the AI SDK, whose option has another name',
      code: `import { generateText } from 'ai'; export async function f(model, abortSignal: AbortSignal) { return await [|generateText({ model })|]; }`,
      messageId: 'unpassed',
      output: `import { generateText } from 'ai'; export async function f(model, abortSignal: AbortSignal) { return await generateText({ model, abortSignal }); }`,
    },
    {
      name: 'exec by promisify',
      code: `import { promisify } from 'node:util'; import { execFile } from 'node:child_process'; const run = promisify(execFile); export async function f(signal) { await [|run('ls', ['-l'])|]; }`,
      messageId: 'unpassed',
      output: `import { promisify } from 'node:util'; import { execFile } from 'node:child_process'; const run = promisify(execFile); export async function f(signal) { await run('ls', ['-l'], { signal }); }`,
    },
    {
      name: 'a child whose errors are heard: a suggestion',
      code: `import { spawn } from 'node:child_process'; export function f(signal: AbortSignal, g) { const child = [|spawn('ls', ['-l'])|]; child.on('error', g); }`,
      messageId: 'unpassed',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        output: `import { spawn } from 'node:child_process'; export function f(signal: AbortSignal, g) { const child = spawn('ls', ['-l'], { signal }); child.on('error', g); }`,
      },
    },
    {
      name: 'execa, whose option had another name: a suggestion',
      code: `import { execa } from 'execa'; export async function f(signal) { await [|execa('ls', ['-l'])|]; }`,
      messageId: 'unpassed',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        output: `import { execa } from 'execa'; export async function f(signal) { await execa('ls', ['-l'], { cancelSignal: signal }); }`,
      },
    },
    {
      name: 'strict: a file that is read',
      options: STRICT,
      code: `import { readFile } from 'node:fs/promises'; export async function f(signal) { return await [|readFile('a', 'utf8')|]; }`,
      messageId: 'unpassed',
      output: `import { readFile } from 'node:fs/promises'; export async function f(signal) { return await readFile('a', { encoding: 'utf8', signal }); }`,
    },
    {
      name: 'strict: a request that changes something',
      options: STRICT,
      code: `export async function f(u, signal) { return await [|fetch(u, { method: 'POST' })|]; }`,
      messageId: 'unpassed',
      output: `export async function f(u, signal) { return await fetch(u, { method: 'POST', signal }); }`,
    },
    {
      name: 'strict: any controller of the class',
      options: STRICT,
      code: 'class A { #c = new AbortController(); async load() { return await [|fetch(url)|]; } drop() { this.#c.abort(); } }',
      messageId: 'unpassed',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        output:
          'class A { #c = new AbortController(); async load() { return await fetch(url, { signal: this.#c.signal }); } drop() { this.#c.abort(); } }',
      },
    },
    {
      name: 'strict: a controller that is made where the work starts',
      options: STRICT,
      code: 'class A { start() { this.c = new AbortController(); } async load() { return await [|fetch(url)|]; } drop() { this.c?.abort(); } }',
      messageId: 'unpassed',
      output: null,
      suggestion: {
        messageId: 'passSignal',
        output:
          'class A { start() { this.c = new AbortController(); } async load() { return await fetch(url, { signal: this.c?.signal }); } drop() { this.c?.abort(); } }',
      },
    },
    {
      name: 'strict: a command of the AWS SDK that changes something',
      options: STRICT,
      code: `import { PutItemCommand } from '@aws-sdk/client-dynamodb'; export async function f(client, signal) { await [|client.send(new PutItemCommand({}))|]; }`,
      messageId: 'unpassed',
      output: `import { PutItemCommand } from '@aws-sdk/client-dynamodb'; export async function f(client, signal) { await client.send(new PutItemCommand({}), { abortSignal: signal }); }`,
    },
    {
      name: 'strict: a network call in worker code that nothing can end',
      options: [{ unbounded: true, timeoutMs: 5000 }],
      code: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', async (url) => { parentPort.postMessage(await [|fetch(url)|]); });`,
      messageId: 'unbounded',
      output: null,
      suggestion: {
        messageId: 'limitTime',
        data: { ms: 5000 },
        output: `import { parentPort } from 'node:worker_threads'; parentPort.on('message', async (url) => { parentPort.postMessage(await fetch(url, { signal: AbortSignal.timeout(5000) })); });`,
      },
    },
  ],
});
