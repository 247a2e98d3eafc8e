// The stop comes before the pause has begun.
import { rest } from './rest.mjs';

const stopping = new AbortController();
process.once('SIGTERM', () => stopping.abort());
process.emit('SIGTERM');
console.log(JSON.stringify({ endedEarly: (await rest(300, stopping.signal)) === 'early' }));
