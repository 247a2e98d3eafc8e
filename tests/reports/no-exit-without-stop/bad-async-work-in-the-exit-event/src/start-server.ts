import { serve } from '@hono/node-server';
import type { Hono } from 'hono';

interface Container { dispose(): Promise<void> }

export async function startServer(app: Hono, container: Container, port: number): Promise<void> {
  const server = serve({ fetch: app.fetch, port });
  const shutdown = async (reason: string | number): Promise<void> => {
    console.log('shutdown', reason);
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await container.dispose();
  };
  process.on('exit', (code) => shutdown(code)); // EXPECT: no-exit-without-stop
}
