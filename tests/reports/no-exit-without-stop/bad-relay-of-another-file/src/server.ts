import { createRelay } from './relay.ts';
import { openStore } from './store.ts';

const store = openStore('data.db');
const relay = createRelay(store, 8787);

function shutdown(): void {
  console.log('shutting down');
  relay.close();
  store.close();
  process.exit(0); // EXPECT: no-exit-without-stop
}

process.on('SIGINT', shutdown);
process.on('SIGTERM', shutdown);
