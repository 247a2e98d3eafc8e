// The job: reads a page that takes its time.
export async function fetchPage(url, signal) {
  signal.throwIfAborted();
  const response = await fetch(url);
  return response.text();
}
