/** Handles what comes from a queue, one after the other. */
export function createConsumer(queue, handle) {
  let running = true;
  let ended;

  async function loop() {
    while (running) await handle(await queue.next());
  }

  return {
    start() {
      ended = loop();
    },
    async stop() {
      running = false;
      await ended;
    },
  };
}
