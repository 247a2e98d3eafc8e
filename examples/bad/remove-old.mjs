import { rm } from 'node:fs/promises';

process.on('message', async (file) => {
  await rm(file, { force: true });
});
