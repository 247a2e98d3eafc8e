export async function upload(store, name, signal) {
  signal.throwIfAborted();
  const discard = () => store.discard(name);
  signal.addEventListener('abort', discard, { once: true });
  try {
    await store.write(name);
  } finally {
    signal.removeEventListener('abort', discard);
  }
}
