export function startPolling(ask, signal) {
  async function poll() {
    try {
      await ask({ signal });
    } catch (error) {
      console.error(error.message);
    }
    setTimeout(poll, 20);
  }
  poll();
}
