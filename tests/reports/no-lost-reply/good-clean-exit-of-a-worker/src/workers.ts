import { Worker } from 'node:worker_threads';

interface Options<T> {
  moduleUrl: string;
  chunks: T[][];
}

export async function runInWorkers<T, R>({ moduleUrl, chunks }: Options<T>): Promise<R[]> {
  const parts = await Promise.all(
    chunks.map(
      async (chunk) =>
        new Promise<R[]>((resolve, reject) => {
          const worker = new Worker(new URL(moduleUrl), { workerData: chunk });
          let answered = false;
          worker.once('message', (message: { results: R[] }) => {
            answered = true;
            resolve(message.results);
          });
          worker.once('error', reject);
          worker.once('exit', (code) => {
            if (!answered) reject(new Error(`worker stopped with ${code} before it answered`));
          });
        }),
    ),
  );
  return parts.flat();
}
