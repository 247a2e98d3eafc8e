// Changes shared memory under a lock in its first cell.
export function update(cells, change) {
  while (Atomics.compareExchange(cells, 0, 0, 1) !== 0) Atomics.wait(cells, 0, 1);
  change(cells);
  Atomics.store(cells, 0, 0);
  Atomics.notify(cells, 0, 1);
}
