interface Options {
  retries: number;
  retryDelay: number;
  signal: AbortSignal;
}

export async function fetchWithRetry(url: string, { retries, retryDelay, signal }: Options): Promise<Response> {
  try {
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response;
  } catch (error) { // EXPECT: no-swallowed-abort
    console.warn('request failed', error);
    if (retries > 0) {
      await new Promise((resolve) => setTimeout(resolve, retryDelay)); // ALLOW: prefer-interruptible-wait
      return fetchWithRetry(url, { retries: retries - 1, retryDelay, signal });
    }
    throw error;
  }
}
