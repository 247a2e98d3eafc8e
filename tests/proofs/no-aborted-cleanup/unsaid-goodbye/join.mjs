import { setTimeout as sleep } from 'node:timers/promises';

// Takes part until the signal is aborted; gives a promise that ends when the server has been told so.
export async function join(url, signal) {
  try {
    for (;;) await sleep(1000, undefined, { signal });
  } finally {
    await release(`${url}/goodbye`, { signal });
  }
}

function release(url, options) {
  return fetch(url, options);
}
