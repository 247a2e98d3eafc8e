export function createCombinedAbortSignal(outer: AbortSignal | undefined, timeoutMs: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  const abortHandler = () => controller.abort();
  if (outer) {
    if (outer.aborted) {
      controller.abort();
    } else {
      outer.addEventListener('abort', abortHandler, { once: true });
    }
  }
  const cleanup = () => {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abortHandler);
  };
  return { signal: controller.signal, cleanup };
}
