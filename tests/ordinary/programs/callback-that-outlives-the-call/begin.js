import { setTimeout as sleep } from 'node:timers/promises';
import { background } from './background.js';
export function begin(signal, tell) {
  tell(signal.aborted ? 'late' : 'begun');
  const later = background({
    onEnd: async () => {
      for (let attempt = 0; attempt < 2; attempt++) {
        await sleep(150);
        tell('asked ' + attempt);
      }
    },
  });
  return { later };
}
