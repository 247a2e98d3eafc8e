// Needs a moment to end, as who finishes what he has begun.
import { createServer } from 'node:net';

const server = createServer().listen(0, '127.0.0.1', () => process.send(server.address().port));
process.once('SIGTERM', () => setTimeout(() => process.exit(), 300));
