import { mount } from './tiny.js';
import { useSum } from './use-sum.js';
const replies = [];
const app = mount(() => useSum([1, 2, 3], (sum) => replies.push(sum)));
while (replies.length < 3) await new Promise((r) => setTimeout(r, 10));
const began = performance.now();
app.unmount();
await new Promise((r) => setTimeout(r, 50));
console.log(JSON.stringify({ replies: replies.slice(0, 3), closedMs: Math.round(performance.now() - began) }));
