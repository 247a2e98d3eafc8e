// A child crashes: does its owner still count it as running?
import { once } from 'node:events';
import { Host } from './host.mjs';

const host = new Host();
await once(host.child, 'exit');
console.log(JSON.stringify({ isRunning: host.isRunning }));
