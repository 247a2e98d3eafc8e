// Works a queue off until it is asked to stop.
export async function consume(queue, signal, work) {
  while (queue.length > 0) {
    const task = queue.shift();
    if (signal.aborted) return;
    await work(task);
  }
}
