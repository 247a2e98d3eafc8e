// Works under a lock file, and takes it away at its end.
import { rmSync, writeFileSync } from 'node:fs';

const [, , lock] = process.argv;
process.once('SIGTERM', () => process.exit());
process.once('exit', () => rmSync(lock));
writeFileSync(lock, '', { flag: 'wx' });
setInterval(() => {}, 1000);
console.log('begun');
