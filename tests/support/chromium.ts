import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The first Chromium on this machine; null for none. */
export function findChromium(): string | null {
  return NAMES.find((name) => spawnSync(name, ['--version'], { stdio: 'ignore' }).status === 0) ?? null;
}

/** A tab of a headless Chromium, spoken to by the DevTools protocol. */
export interface Tab {
  /** Calls a method of the protocol. */
  readonly send: (method: string, params?: Record<string, unknown>) => Promise<Record<string, unknown>>;
  /** The value of an expression in the page. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** Loads a page and waits until it is there. */
  readonly open: (url: string) => Promise<void>;
  /** What the page has complained of since it was opened: console, exceptions, policy, requests that failed. */
  readonly complaints: string[];
  readonly close: () => Promise<void>;
}

interface Answer {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, unknown>;
  error?: { message: string };
  sessionId?: string;
}

/** Starts Chromium; messages go through a pair of pipes, so that no port is open. */
export async function openTab(chromium: string): Promise<Tab> {
  const profile = mkdtempSync(join(tmpdir(), 'graceful-chromium-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--remote-debugging-pipe'];
  const child = spawn(chromium, [...flags, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const protocol = connect(child);
  const { targetId } = await protocol.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await protocol.send('Target.attachToTarget', { targetId, flatten: true });
  const send: Tab['send'] = (method, params) => protocol.send(method, params, sessionId as string);
  const complaints: string[] = [];
  protocol.listen((method, params) => {
    if (/^(?:Log\.entryAdded|Runtime\.(?:consoleAPICalled|exceptionThrown)|Network\.loadingFailed)$/.test(method)) {
      complaints.push(`${method} ${JSON.stringify(params)}`);
    }
  });
  for (const domain of ['Page', 'Runtime', 'Log', 'Network']) await send(`${domain}.enable`);
  return {
    send,
    complaints,
    async evaluate(expression) {
      const { result } = await send('Runtime.evaluate', { expression, returnByValue: true });
      return (result as { value: unknown }).value;
    },
    async open(url) {
      const loaded = new Promise<void>((resolve) =>
        protocol.listen((method) => method === 'Page.loadEventFired' && resolve()),
      );
      complaints.length = 0;
      await send('Page.navigate', { url });
      await loaded;
    },
    async close() {
      await protocol.send('Browser.close');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function connect(child: ChildProcess) {
  const [, , , input, output] = child.stdio as unknown as [
    null,
    null,
    null,
    NodeJS.WritableStream,
    NodeJS.ReadableStream,
  ];
  const waiting = new Map<number, (answer: Answer) => void>();
  const listeners: ((method: string, params: unknown) => void)[] = [];
  let last = 0;
  let rest = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    // A message ends with a zero byte.
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const answer of messages.map((message) => JSON.parse(message) as Answer)) {
      if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
      else for (const listener of listeners) listener(answer.method ?? '', answer.params);
    }
  });
  return {
    listen: (listener: (method: string, params: unknown) => void): void => void listeners.push(listener),
    async send(
      method: string,
      params: Record<string, unknown> = {},
      sessionId?: string,
    ): Promise<Record<string, unknown>> {
      const id = ++last;
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve));
      input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      const { result = {}, error } = await answered;
      if (error) throw new Error(`${method}: ${error.message}`);
      return result;
    },
  };
}
