let worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });

export function compute(value) {
  worker.postMessage({ value });
}

export function restart(value) {
  worker.terminate(); // ALLOW: no-abrupt-terminate
  worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  worker.postMessage({ value });
}
