// A source is closed: does it stay away from its server?
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Source } from './source.mjs';

const server = createServer().listen(0, '127.0.0.1');
await once(server, 'listening');
const source = new Source(server.address().port);
source.open();
await once(server, 'connection');
source.close();
const back = once(server, 'connection').then(() => true);
const late = new Promise((resolve) => setTimeout(resolve, 1000, false));
console.log(JSON.stringify({ connectsAgain: await Promise.race([back, late]) }));
process.exit();
