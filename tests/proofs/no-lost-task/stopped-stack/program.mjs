// The stop comes during the first of three jobs.
import { jobs, run, stop } from './stack.mjs';

let done = 0;
await run(async () => {
  stop();
  done += 1;
});
console.log(JSON.stringify({ done, queued: jobs.length }));
