import { Worker } from 'bullmq';
import { placeCall } from './calls.ts';

const worker = new Worker('calls', async (job) => placeCall(job.data), { connection: { host: 'redis' } }); // EXPECT: require-stop-path

worker.on('failed', (job, error) => console.error(job?.id, error));
