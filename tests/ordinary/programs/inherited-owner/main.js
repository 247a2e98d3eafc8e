import { Base } from './base.js';
class Doubler extends Base {
  constructor() {
    super('./worker.js');
  }
  double(n) {
    return this.ask({ n });
  }
}
const doubler = new Doubler();
const replies = await Promise.all([1, 2, 3].map((n) => doubler.double(n)));
const began = performance.now();
await doubler.dispose();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
