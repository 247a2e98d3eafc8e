// The folder of a job is removed while the job is about to end.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from './run.mjs';

const folder = fileURLToPath(new URL('./work', import.meta.url));
await run(folder);
// The program ends when the child has ended.
process.once('exit', () => console.log(JSON.stringify({ folderIsBack: existsSync(folder) })));
