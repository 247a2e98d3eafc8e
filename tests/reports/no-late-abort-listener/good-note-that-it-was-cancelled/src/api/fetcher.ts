export interface CallOptions extends RequestInit {
  timeoutMs?: number;
}

export async function requestOnce(url: string, options: CallOptions): Promise<Response> {
  options.signal?.throwIfAborted();
  const controller = new AbortController();
  let isCancelledByCaller = false;
  const onCallerAbort = () => {
    isCancelledByCaller = true;
    controller.abort();
  };
  options.signal?.addEventListener('abort', onCallerAbort, { once: true });
  const timer = setTimeout(() => controller.abort(), options.timeoutMs ?? 10_000);
  try {
    return await fetch(url, { ...options, signal: controller.signal, redirect: 'follow' });
  } catch (error) {
    if (isCancelledByCaller) throw error;
    throw new Error('The server did not answer in time', { cause: error });
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', onCallerAbort);
  }
}
