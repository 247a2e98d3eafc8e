// The job: asks a server, for a minute at most.
export async function fetchRates(url, { signal } = {}) {
  const response = await fetch(url, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(60_000) });
  return response.json();
}
