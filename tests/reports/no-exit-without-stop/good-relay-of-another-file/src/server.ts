import { createRelay } from './relay.ts';
import { openStore } from './store.ts';

const store = openStore('data.db');
const relay = createRelay(store, 8787);
let isStopping = false;

async function shutdown(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), 10_000).unref();
  await relay.close();
  store.close();
  process.exit(0);
}

process.on('SIGINT', () => void shutdown());
process.on('SIGTERM', () => void shutdown());
