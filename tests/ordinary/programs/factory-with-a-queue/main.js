import { createPool } from './pool.js';
const pool = createPool(2);
const replies = await Promise.all([1, 2, 3].map((n) => pool.run(n)));
const began = performance.now();
await pool.close();
console.log(JSON.stringify({ replies, closedMs: Math.round(performance.now() - began) }));
