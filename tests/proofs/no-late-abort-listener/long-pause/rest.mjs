/** A pause that an abort ends early. */
export function rest(ms, signal) {
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer);
      resolve('early');
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve('late');
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
