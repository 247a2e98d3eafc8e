import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = path.join(root, 'src/summaries');
/** What the measurements ask; `dist` holds it inside of a bundle only. */
const ENTRIES = ['index', 'walk-files', 'start-rows'];

/** Builds the worker index into a folder that goes when this process ends; gives the folder, with `index.mjs` and so on. */
export async function buildIndex() {
  const target = realpathSync(mkdtempSync(path.join(tmpdir(), 'graceful-index-')));
  process.on('exit', () => rmSync(target, { recursive: true, force: true }));
  const build = await rolldown({
    input: Object.fromEntries(ENTRIES.map((name) => [name, path.join(folder, `${name}.ts`)])),
    platform: 'node',
    tsconfig: path.join(root, 'tsconfig.json'),
  });
  // An extension that is a module wherever the folder is.
  await build.write({ dir: target, format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' });
  await build.close();
  return target;
}
