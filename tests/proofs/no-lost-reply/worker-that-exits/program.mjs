// A worker exits in the middle of a task: does whoever asked hear of it?
import { ask } from './ask.mjs';

const late = new Promise((resolve) => setTimeout(resolve, 3000, 'waits for ever'));
const answer = ask('task').then(
  () => 'answered',
  () => 'rejected',
);
console.log(JSON.stringify({ caller: await Promise.race([answer, late]) }));
process.exit();
