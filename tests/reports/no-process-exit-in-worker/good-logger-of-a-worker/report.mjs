import { workerData } from 'node:worker_threads';
import pino from 'pino';

const log = pino(pino.transport({ target: 'pino/file', options: { destination: 'out.log' } }));

for (const row of workerData.rows) log.info({ row }, 'row');
