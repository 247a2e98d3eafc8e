export async function waitUntilReady(probe, limitMs, signal) {
  const start = Date.now();
  while (Date.now() - start < limitMs) {
    if (signal?.aborted) return 'cancelled';
    if (probe.isReady) return 'ready';
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  probe.tell('too late');
  return 'too late';
}
