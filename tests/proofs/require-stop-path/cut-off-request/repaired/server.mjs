import { createServer } from 'node:http';

const server = createServer((request, response) => {
  process.send('asked');
  setTimeout(() => response.end('ok'), 500);
});
server.listen(0, '127.0.0.1', () => process.send(server.address().port));

process.once('SIGTERM', () => {
  server.close(() => process.exit());
});
