// A build is aborted in the middle.
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const lock = fileURLToPath(new URL('./build.lock', import.meta.url));
const tool = fileURLToPath(new URL('./tool.mjs', import.meta.url));
rmSync(lock, { force: true });
const stopping = new AbortController();
const child = build([tool, lock], stopping.signal);
await once(child.stdout, 'data');
const ended = new Promise((resolve) => child.once('exit', resolve));
stopping.abort();
await ended;
console.log(JSON.stringify({ locked: existsSync(lock) }));
