export async function readPages(read, signal, turns) {
  let page = 1;
  while (page !== null) {
    Atomics.add(turns, 0, 1);
    try {
      page = (await read(page, { signal })).next;
    } catch {
      // The next turn tries again.
    }
  }
}
