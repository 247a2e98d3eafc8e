// Adds what a server says to a list, one after the other.
import { Mutex } from './mutex.mjs';

const mutex = new Mutex();

export async function add(list, load) {
  const release = await mutex.acquire();
  const item = await load();
  list.push(item);
  release();
}
