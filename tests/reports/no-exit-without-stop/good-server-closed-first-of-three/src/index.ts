import express from 'express';
import { Janitor } from './janitor.ts';

export async function main(): Promise<void> {
  const app = express();
  const janitor = new Janitor();
  app.post('/sweep', async (_request, response) => {
    response.json(await janitor.sweep());
  });
  const server = app.listen(3000);

  const shutdown = async (signal: string): Promise<void> => {
    console.log('shutting down', signal);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await janitor.stop();
    process.exit(0);
  };
  process.on('SIGTERM', () => void shutdown('SIGTERM'));
  process.on('SIGINT', () => void shutdown('SIGINT'));
}

void main();
