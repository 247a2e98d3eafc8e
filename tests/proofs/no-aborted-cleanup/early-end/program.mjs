// The owner stops a service, and looks whether it has ended.
import { Service } from './service.mjs';

const service = new Service();
let hasEnded = false;
service.once('end', () => {
  hasEnded = true;
});
await service.stop().catch(() => {});
console.log(JSON.stringify({ endedBefore: hasEnded }));
