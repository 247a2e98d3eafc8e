const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

export function compute(value) {
  worker.postMessage({ value });
}

export function restart(value) {
  worker.terminate(); // ALLOW: no-abrupt-terminate
  worker.postMessage({ value }); // EXPECT: no-use-after-terminate
}
