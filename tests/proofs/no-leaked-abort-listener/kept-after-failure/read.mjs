/** Reads all of a source; an abort cancels it. */
export async function read(source, signal) {
  const stop = () => source.cancel();
  signal.throwIfAborted();
  signal.addEventListener('abort', stop);
  const text = await source.text();
  signal.removeEventListener('abort', stop);
  return text;
}
