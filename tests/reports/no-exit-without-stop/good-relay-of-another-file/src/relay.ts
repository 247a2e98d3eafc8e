import http from 'node:http';
import type { Store } from './store.ts';

export function createRelay(store: Store, port: number) {
  const server = http.createServer((request, response) => {
    response.end(store.get(request.url ?? '/'));
  });
  server.listen(port);
  return {
    close: (): Promise<void> => new Promise((resolve) => server.close(() => resolve())),
  };
}
