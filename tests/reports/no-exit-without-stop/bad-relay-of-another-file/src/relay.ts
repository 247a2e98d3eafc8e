import http from 'node:http';
import { WebSocketServer } from 'ws';
import type { Store } from './store.ts';

export function createRelay(store: Store, port: number) {
  const server = http.createServer((request, response) => {
    response.end(store.get(request.url ?? '/'));
  });
  const sockets = new WebSocketServer({ server });
  server.listen(port);
  return {
    close(): void {
      sockets.close();
      server.close();
    },
  };
}
