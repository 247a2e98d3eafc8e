import express from 'express';
import { Janitor } from './janitor.ts';
import { Query } from './query.ts';

export async function main(): Promise<void> {
  const app = express();
  const query = new Query(process.env.DATABASE_URL);
  const janitor = new Janitor(query);
  app.post('/sweep', async (_request, response) => {
    response.json(await janitor.sweep());
  });
  const server = app.listen(3000);

  const shutdown = async (signal: string): Promise<void> => {
    console.log('shutting down', signal);
    server.close(); // EXPECT: no-exit-without-stop #1
    await janitor.stop();
    await query.disconnect();
    process.exit(0); // EXPECT: no-exit-without-stop #1
  };
  process.on('SIGTERM', () => void shutdown('SIGTERM'));
  process.on('SIGINT', () => void shutdown('SIGINT'));
}

void main();
