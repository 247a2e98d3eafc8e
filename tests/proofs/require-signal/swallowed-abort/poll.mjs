// Asks until there is a result; the server may be away for a while.
export async function poll(url, { signal, onError }) {
  for (;;) {
    try {
      const response = await fetch(url);
      if (response.ok) return await response.text();
    } catch (error) {
      onError(error);
    }
  }
}
