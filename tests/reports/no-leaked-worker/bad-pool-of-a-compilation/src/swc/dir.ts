import { fileURLToPath } from 'node:url';
import Piscina from 'piscina';

interface Options {
  filenames: string[];
  outDir: string;
}

async function initialCompilation({ filenames, outDir }: Options): Promise<number> {
  const workers = new Piscina({ // EXPECT: no-leaked-worker
    filename: fileURLToPath(new URL('./dir-worker.js', import.meta.url)),
    concurrentTasksPerWorker: 2,
  });
  const results = await Promise.allSettled(filenames.map((filename) => workers.run({ filename, outDir })));
  return results.filter((result) => result.status === 'rejected').length;
}

export default async function dir(options: Options): Promise<void> {
  const failed = await initialCompilation(options);
  if (failed > 0) throw new Error(`Failed to compile ${failed} files`);
}
