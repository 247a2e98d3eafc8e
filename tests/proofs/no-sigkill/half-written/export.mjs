// Writes a table row by row; asked to end it still closes the table.
import { appendFileSync, writeFileSync } from 'node:fs';

const [, , file] = process.argv;
process.once('SIGTERM', () => {
  appendFileSync(file, ']');
  process.exit();
});
writeFileSync(file, '[1');
process.send('begun');
setInterval(() => {}, 1000);
