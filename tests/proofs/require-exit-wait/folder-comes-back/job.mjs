// Keeps what it has learned when it is asked to end.
import { mkdirSync, writeFileSync } from 'node:fs';

const [, , folder] = process.argv;
process.once('SIGTERM', () => {
  setTimeout(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${folder}/cache`, 'stale');
    process.exit();
  }, 300);
});
setInterval(() => {}, 1000);
process.send('result');
