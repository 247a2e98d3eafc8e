import { deploy } from './deploy.js';
const stopping = new AbortController();
const replies = [];
const host = {
  made: 0,
  async make(signal) {
    this.made++;
    replies.push('made');
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    return { code: 1 };
  },
  async remove(signal) {
    if (signal?.aborted) throw new Error('cancelled');
    this.made--;
    replies.push('removed');
  },
};
const running = deploy(host, stopping.signal).catch((error) => replies.push(error.message));
const began = performance.now();
setTimeout(() => stopping.abort(), 50);
await running;
console.log(
  JSON.stringify({ replies: [...replies, host.made].slice(0, 4), closedMs: Math.round(performance.now() - began) }),
);
