interface Options extends RequestInit {
  retry?: number;
}

async function onError(url: string, error: Error, options: Options): Promise<Response> {
  if (error.name === 'FetchAbortError') throw error;
  const retry = options.retry ?? 1;
  if (retry > 0) return $fetchRaw(url, { ...options, retry: retry - 1 });
  throw error;
}

export async function $fetchRaw(url: string, options: Options = {}): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (error) { // EXPECT: no-swallowed-abort
    return onError(url, error as Error, options);
  }
}
