// The stop comes while a connection is being opened.
import { untilClosed } from './closed.mjs';

const stopping = new AbortController();
const connection = {
  async open() {
    stopping.abort();
  },
  close() {
    this.onclose();
  },
};
// Without the close this waits for ever, and nothing else keeps the program: it ends.
let outcome = 'waits for ever';
process.once('exit', () => console.log(JSON.stringify({ outcome })));
void untilClosed(connection, stopping.signal).then(() => (outcome = 'closed'));
