import { fileURLToPath } from 'node:url';
import Piscina from 'piscina';

const pool = new Piscina({ filename: fileURLToPath(new URL('./report-worker.mjs', import.meta.url)) });

export function render(report) {
  return pool.run(report);
}

export async function stop() {
  await pool.close();
}
