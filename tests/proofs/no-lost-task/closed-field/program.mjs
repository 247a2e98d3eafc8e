// The first of three jobs closes the runner.
import { Runner } from './runner.mjs';

const runner = new Runner();
let done = 0;
const job = async () => {
  runner.close();
  done += 1;
};
runner.jobs.push(job, job, job);
await runner.run();
console.log(JSON.stringify({ done, queued: runner.takeRest().length }));
