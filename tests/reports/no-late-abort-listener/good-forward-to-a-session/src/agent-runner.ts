interface Session {
  prompt(text: string): Promise<string>;
  abort(): void;
}

function forwardAbortSignal(session: Session, signal?: AbortSignal): () => void {
  if (!signal) return () => {};
  const onAbort = () => session.abort();
  if (signal.aborted) {
    onAbort();
    return () => {};
  }
  signal.addEventListener('abort', onAbort, { once: true });
  return () => signal.removeEventListener('abort', onAbort);
}

export async function runAgent(open: () => Promise<Session>, task: string, signal?: AbortSignal): Promise<string> {
  const session = await open();
  const release = forwardAbortSignal(session, signal);
  try {
    return await session.prompt(task);
  } finally {
    release();
  }
}
