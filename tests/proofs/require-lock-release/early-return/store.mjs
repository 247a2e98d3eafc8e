// Adds an item to a list once.
import { Mutex } from './mutex.mjs';

const mutex = new Mutex();

export async function addOnce(list, item) {
  const release = await mutex.acquire();
  if (list.includes(item)) return;
  list.push(item);
  release();
}
