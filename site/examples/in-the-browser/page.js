// A page that closes on a draft
const worker = new Worker(new URL('./drafts.js', import.meta.url), { type: 'module' });
let draft = '';

worker.onmessage = ({ data }) => console.log(`saved ${data.saved} letters`);
const typing = setInterval(() => (draft += 'word '), 100);

export function close() {
  clearInterval(typing);
  worker.postMessage({ save: draft });
  worker.terminate();
}
