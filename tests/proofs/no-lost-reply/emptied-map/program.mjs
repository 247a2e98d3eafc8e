// A helper crashes over a task: does whoever asked hear of it?
import { ask } from './helper.mjs';

let caller = 'waits for ever';
// Nothing keeps the program when the helper has ended.
process.once('exit', () => console.log(JSON.stringify({ caller })));
void ask('task').then(
  () => (caller = 'answered'),
  () => (caller = 'rejected'),
);
