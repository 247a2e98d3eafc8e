// A shop is asked to end while it handles its first order.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('./shipped.txt', import.meta.url));
const shop = fork(new URL('./shop.mjs', import.meta.url), [file]);
await once(shop, 'message');
const ended = once(shop, 'exit');
shop.kill('SIGTERM');
await ended;
console.log(JSON.stringify({ shipped: existsSync(file) }));
