// Takes part until the signal is aborted; gives a promise that ends when the server has been told so.
export function join(url, signal) {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(fetch(`${url}/goodbye`, { signal })), { once: true });
  });
}
