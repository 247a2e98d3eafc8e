/** Reads all of a source; an abort cancels it. */
export async function read(source, signal) {
  const stop = () => source.cancel();
  signal.throwIfAborted();
  signal.addEventListener('abort', stop);
  try {
    return await source.text();
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
