export async function readPages(read, signal) {
  let page = 1;
  while (page !== null) {
    try {
      page = (await read(page, { signal })).next;
    } catch {
      // The next turn tries again.
    }
  }
}
