export function createCombinedAbortSignal(outer: AbortSignal | undefined, timeoutMs: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  if (outer) {
    if (outer.aborted) {
      controller.abort();
    } else {
      const abortHandler = () => controller.abort();
      outer.addEventListener('abort', abortHandler, { once: true }); // EXPECT: no-leaked-abort-listener
    }
  }
  const cleanup = () => clearTimeout(timer);
  return { signal: controller.signal, cleanup };
}
