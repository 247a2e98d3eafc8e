import { backUp } from './back-up.mjs';

backUp(process.argv[2]);
// The rest of the program: it is over before the backup is.
console.log('all done');
