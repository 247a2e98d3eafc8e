// A poll is stopped while it waits for an answer, and started again.
import { setTimeout as sleep } from 'node:timers/promises';
import { Poller } from './poller.mjs';

const asked = [];
const poller = new Poller(() => new Promise((answer) => asked.push(answer)));
poller.start();
poller.stop();
poller.start();
for (const answer of asked.splice(0)) answer();
await sleep(100);
console.log(JSON.stringify({ chains: asked.length }));
