import { Mutex } from 'async-mutex';

const held = new Map<string, Mutex>();

export async function request<T>(name: string, callback: () => Promise<T>): Promise<T> {
  const mutex = held.get(name) ?? new Mutex();
  held.set(name, mutex);
  const release = await mutex.acquire();
  try {
    return await callback();
  } finally {
    release();
  }
}
