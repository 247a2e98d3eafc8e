// Works under a lease that a server keeps for it.
export async function runJob(url, work, signal) {
  try {
    await work(signal);
  } finally {
    await fetch(`${url}/lease`, { method: 'DELETE', signal });
  }
}
