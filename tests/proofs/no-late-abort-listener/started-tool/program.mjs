// The user cancels before the tool is started.
import { start } from './start.mjs';

const cancelling = new AbortController();
cancelling.abort();
// Two seconds stand for all the work of the tool.
console.log(JSON.stringify({ endedBy: await start(['-e', 'setTimeout(() => {}, 2000)'], cancelling.signal) }));
