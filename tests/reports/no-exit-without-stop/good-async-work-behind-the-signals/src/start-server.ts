import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

interface Container { dispose(): Promise<void> }

export async function startServer(app: Hono, container: Container, port: number): Promise<void> {
  const server = serve({ fetch: app.fetch, port });
  const shutdown = async (reason: string): Promise<void> => {
    console.log('shutdown', reason);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await container.dispose();
  };
  process.on('SIGTERM', () => void shutdown('SIGTERM'));
  process.on('SIGINT', () => void shutdown('SIGINT'));
  process.on('exit', (code) => console.log('exited with', code));
}
