import { createServer } from 'node:http';

const server = createServer((request, response) => {
  process.send('asked');
  setTimeout(() => response.end('ok'), 500);
});
server.listen(0, () => process.send(server.address().port));

process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
