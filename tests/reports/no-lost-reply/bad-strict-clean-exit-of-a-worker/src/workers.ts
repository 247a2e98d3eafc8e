import { Worker } from 'node:worker_threads';

interface Options<T> {
  moduleUrl: string;
  chunks: T[][];
}

export async function runInWorkers<T, R>({ moduleUrl, chunks }: Options<T>): Promise<R[]> {
  const parts = await Promise.all(
    chunks.map(
      async (chunk) =>
        new Promise<R[]>((resolve, reject) => { // EXPECT: no-lost-reply #1
          const worker = new Worker(new URL(moduleUrl), { workerData: chunk });
          worker.once('message', (message: { results: R[] }) => {
            resolve(message.results);
          });
          worker.once('error', reject);
          worker.once('exit', (code) => { // EXPECT: no-lost-reply #1
            if (code !== 0) reject(new Error(`worker stopped with ${code}`));
          });
        }),
    ),
  );
  return parts.flat();
}
