export async function upload(store, name, signal) {
  signal.throwIfAborted();
  signal.addEventListener('abort', () => store.discard(name), { once: true });
  await store.write(name);
}
