import { setTimeout as wait } from 'node:timers/promises';

export function createRetryingFetch(maxRetries: number, retryDelay: number): typeof fetch {
  return async (input, init) => {
    let lastError: unknown;
    for (let attempt = 0; attempt <= maxRetries; attempt++) {
      try {
        const response = await fetch(input, init);
        if (response.status < 500 || attempt === maxRetries) return response;
      } catch (error) {
        if (init?.signal?.aborted) throw error;
        lastError = error;
        console.warn(`attempt ${attempt + 1} failed`, error);
      }
      await wait(retryDelay * 2 ** attempt, undefined, { signal: init?.signal ?? undefined });
    }
    throw lastError;
  };
}
