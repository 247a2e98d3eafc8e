interface Config {
  url: string;
  signal?: AbortSignal;
  attempt: number;
  maxRetries: number;
}

function shouldRetry(error: Error & { status?: number }, config: Config): boolean {
  if (config.attempt >= config.maxRetries) return false;
  return error.status === undefined || error.status >= 500;
}

export async function request(config: Config): Promise<unknown> {
  try {
    const response = await fetch(config.url, { signal: config.signal });
    return await response.json();
  } catch (error) { // EXPECT: no-swallowed-abort
    if (!shouldRetry(error as Error, config)) throw error;
    return request({ ...config, attempt: config.attempt + 1 });
  }
}
