// A feed is started, stopped, and started again.
import { setTimeout as sleep } from 'node:timers/promises';
import { Feed } from './feed.mjs';

const feed = new Feed();
const read = ({ signal }) =>
  sleep(10, 'read', { signal }).catch((error) => {
    if (error.name === 'AbortError') return 'aborted';
    throw error;
  });
const first = feed.start(read);
feed.stop();
await first;
console.log(JSON.stringify({ secondStart: await feed.start(read) }));
