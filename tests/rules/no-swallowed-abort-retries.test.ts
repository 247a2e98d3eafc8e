import { noSwallowedAbort } from '../../src/rules/no-swallowed-abort.ts';
import { testRule } from '../support/rule-tester.ts';

const HEAD = 'export const load = (url: string, signal: AbortSignal) =>\n  ';

testRule(noSwallowedAbort, {
  valid: [
    {
      name: 'another try when the time of one was up',
      code: `export async function load(url: string, left: number) { const limit = new AbortController(); const timer = setTimeout(() => limit.abort(), 5000); try { return await fetch(url, { signal: limit.signal }); } catch (error) { if (error.name !== 'AbortError' || left === 0) throw error; return await load(url, left - 1); } finally { clearTimeout(timer); } }`,
    },
    {
      name: 'a restart behind every other error',
      code: `export async function follow(url: string, signal: AbortSignal) { try { await read(await fetch(url, { signal })); } catch (error) { if (error.name === 'AbortError') return; setTimeout(() => follow(url, signal), 1000); } }`,
    },
    {
      name: 'the error of an abort that was a time limit: a look at the signal tells',
      code: `export async function follow(url: string, signal: AbortSignal) { try { await read(await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(9000)]) })); } catch (error) { if (signal.aborted || error.name !== 'AbortError') throw error; setTimeout(() => follow(url, signal), 1000); } }`,
    },
    {
      name: 'p-retry with the signal',
      code: `import pRetry from 'p-retry';\n${HEAD}pRetry(() => fetch(url, { signal }), { signal });`,
    },
    {
      name: 'p-retry with a predicate of its own',
      code: `import pRetry from 'p-retry';\n${HEAD}pRetry(() => fetch(url, { signal }), { shouldRetry: isTransient });`,
    },
    {
      name: 'options that cannot be seen',
      code: `import pRetry from 'p-retry';\nimport { options } from './options.js';\n${HEAD}pRetry(() => fetch(url, { signal }), options);`,
    },
    {
      name: 'options that are spread',
      code: `import pRetry from 'p-retry';\nimport { options } from './options.js';\n${HEAD}pRetry(() => fetch(url, { signal }), { ...options });`,
    },
    {
      name: 'no retries at all',
      code: `import pRetry from 'p-retry';\n${HEAD}pRetry(() => fetch(url, { signal }), { retries: 0 });`,
    },
    {
      name: 'a callback that ends the retrying itself',
      code: `import pRetry, { AbortError } from 'p-retry';\n${HEAD}pRetry(async () => {
    if (signal.aborted) throw new AbortError('stopped');
    return fetch(url, { signal });
  });`,
    },
    {
      name: 'a callback of the options that throws',
      code: `import pRetry from 'p-retry';\n${HEAD}pRetry(() => fetch(url, { signal }), { onFailedAttempt: ({ error }) => { if (error.name === 'AbortError') throw error; } });`,
    },
    {
      name: 'a signal of each attempt',
      code: `import pRetry from 'p-retry';\nexport const load = (url: string) => pRetry(() => fetch(url, { signal: AbortSignal.timeout(1000) }));`,
    },
    {
      name: 'no signal at all',
      code: `import pRetry from 'p-retry';\nexport const load = (url: string) => pRetry(() => fetch(url));`,
    },
    {
      name: 'async-retry that is bailed out of',
      code: `import retry from 'async-retry';\n${HEAD}retry(async (bail) => { if (signal.aborted) return bail(signal.reason); return fetch(url, { signal }); });`,
    },
    {
      name: 'cockatiel with the signal',
      code: `import { handleAll, retry } from 'cockatiel';\nconst policy = retry(handleAll, {});\n${HEAD}policy.execute(() => fetch(url, { signal }), signal);`,
    },
    {
      name: 'got and ky end by themselves',
      code: `import ky from 'ky';\n${HEAD}ky(url, { signal, retry: { limit: 20 } });`,
    },
    {
      name: 'another function called retry',
      code: `import { retry } from './retry.js';\n${HEAD}retry(() => fetch(url, { signal }));`,
    },
  ],
  invalid: [
    {
      name: 'only an abort leads to the restart',
      code: `export function source(url: string) { let own = new AbortController(); let timer: NodeJS.Timeout; async function connect() { own = new AbortController(); try { await read(await fetch(url, { signal: own.signal })); } catch (error) { if ((error as Error).name !== 'AbortError') throw error; timer = [|setTimeout(connect, 1000)|]; } } void connect(); return { close() { clearTimeout(timer); own.abort(); } }; }`,
      messageId: 'inverted',
      output: null,
    },
    {
      name: 'by a helper that tells an abort',
      code: `export async function follow(url: string, signal: AbortSignal) { try { await read(await fetch(url, { signal })); } catch (error) { if (isAbortError(error)) [|follow(url, signal)|]; else throw error; } }`,
      messageId: 'inverted',
      output: null,
    },
    {
      name: 'p-retry without options',
      code: `import pRetry from 'p-retry';\n${HEAD}[|pRetry|](() => fetch(url, { signal }));`,
      messageId: 'retried',
      output: `import pRetry from 'p-retry';\n${HEAD}pRetry(() => fetch(url, { signal }), { signal });`,
    },
    {
      name: 'p-retry with other options, and an option of the caller as the signal',
      code: `import pRetry from 'p-retry';
export const load = (url: string, options: { signal?: AbortSignal }) =>
  [|pRetry|](() => fetch(url, { signal: options.signal }), { retries: 5 /* a few */, onFailedAttempt: (e) => console.warn(e) });`,
      messageId: 'retried',
      output: `import pRetry from 'p-retry';
export const load = (url: string, options: { signal?: AbortSignal }) =>
  pRetry(() => fetch(url, { signal: options.signal }), { retries: 5 /* a few */, onFailedAttempt: (e) => console.warn(e), signal: options.signal });`,
    },
    {
      name: 'options of the request that are a constant',
      code: `import pRetry from 'p-retry';
export async function chat(url: string, abortSignal: AbortSignal) {
  const request: RequestInit = { method: 'POST', signal: abortSignal };
  return [|pRetry|](() => fetch(url, request), { retries: 3 }).catch((error) => { console.error(error); throw error; });
}`,
      messageId: 'retried',
      output: `import pRetry from 'p-retry';
export async function chat(url: string, abortSignal: AbortSignal) {
  const request: RequestInit = { method: 'POST', signal: abortSignal };
  return pRetry(() => fetch(url, request), { retries: 3, signal: abortSignal }).catch((error) => { console.error(error); throw error; });
}`,
    },
    {
      name: 'cockatiel',
      code: `import { handleAll, retry } from 'cockatiel';\nconst policy = retry(handleAll, {});\n${HEAD}[|policy.execute|](() => fetch(url, { signal }));`,
      messageId: 'retried',
      output: `import { handleAll, retry } from 'cockatiel';\nconst policy = retry(handleAll, {});\n${HEAD}policy.execute(() => fetch(url, { signal }), signal);`,
    },
    {
      name: 'exponential-backoff, with a signal that may be missing',
      code: `import { backOff } from 'exponential-backoff';\nexport const load = (url: string, signal?: AbortSignal) => [|backOff|](() => fetch(url, { signal }), {});`,
      messageId: 'retried',
      output: `import { backOff } from 'exponential-backoff';\nexport const load = (url: string, signal?: AbortSignal) => backOff(() => fetch(url, { signal }), { retry: () => !signal?.aborted });`,
    },
    {
      name: '@lifeomic/attempt',
      code: `import { retry } from '@lifeomic/attempt';\n${HEAD}[|retry|](() => fetch(url, { signal }), { delay: 50 });`,
      messageId: 'retried',
      output: `import { retry } from '@lifeomic/attempt';\n${HEAD}retry(() => fetch(url, { signal }), { delay: 50, handleError: (_error, context) => { if (signal.aborted) context.abort(); } });`,
    },
    {
      name: 'async-retry, CommonJS',
      filename: 'load.cjs',
      code: `const retry = require('async-retry');
exports.load = (url, signal) => [|retry|](async () => {
  const response = await fetch(url, { signal });
  return response.json();
}, { retries: 5 });`,
      errors: [
        {
          messageId: 'retried',
          suggestions: [
            {
              messageId: 'endRetrying',
              output: `const retry = require('async-retry');
exports.load = (url, signal) => retry(async (bail) => {
  if (signal.aborted) return bail(signal.reason);
  const response = await fetch(url, { signal });
  return response.json();
}, { retries: 5 });`,
            },
          ],
        },
      ],
      output: null,
    },
    {
      name: 'radash, whose function is the second argument',
      code: `import { retry } from 'radash';\n${HEAD}[|retry|]({ times: 5 }, () => fetch(url, { signal }));`,
      errors: [
        {
          messageId: 'retried',
          suggestions: [
            {
              messageId: 'endRetrying',
              output: `import { retry } from 'radash';\n${HEAD}retry({ times: 5 }, (exit) => { if (signal.aborted) exit(signal.reason); return fetch(url, { signal }); });`,
            },
          ],
        },
      ],
      output: null,
    },
  ],
});
