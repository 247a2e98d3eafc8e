// A service never gets ready; the job that waits for it is asked to stop and has half a second to end.
import { EventEmitter } from 'node:events';
import { waitUntilReady } from './wait-until-ready.mjs';

const service = new EventEmitter();
const controller = new AbortController();
const end = await new Promise((resolve) => {
  waitUntilReady(service, controller.signal).catch(() => resolve('by the stop'));
  controller.abort();
  setTimeout(() => resolve('it waits on'), 500);
});
console.log(JSON.stringify({ end }));
