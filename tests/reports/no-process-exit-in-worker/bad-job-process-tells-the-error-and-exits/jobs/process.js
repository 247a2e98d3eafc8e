import { startScheduler } from './scheduler.js';

process.on('uncaughtException', (error) => {
  process.send?.({ type: 'fatal', message: error.message, stack: error.stack });
  process.exit(1); // EXPECT: no-process-exit-in-worker | no-exit-without-stop
});

process.on('message', async (message) => {
  if (message.type === 'start') {
    const report = await startScheduler(message.config);
    process.send({ type: 'started', report });
  }
});
