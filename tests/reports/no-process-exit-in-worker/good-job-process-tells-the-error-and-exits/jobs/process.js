import { startScheduler } from './scheduler.js';

process.on('uncaughtException', (error) => {
  if (!process.send) process.exit(1);
  process.send({ type: 'fatal', message: error.message, stack: error.stack }, () => process.exit(1));
});

process.on('message', async (message) => {
  if (message.type === 'start') {
    const report = await startScheduler(message.config);
    process.send({ type: 'started', report });
  }
});
