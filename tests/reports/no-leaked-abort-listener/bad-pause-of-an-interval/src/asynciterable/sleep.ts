export class AbortError extends Error {}

export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(new AbortError());
      return;
    }
    const id = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => { // EXPECT: no-leaked-abort-listener
      clearTimeout(id);
      reject(new AbortError());
    });
  });
}
