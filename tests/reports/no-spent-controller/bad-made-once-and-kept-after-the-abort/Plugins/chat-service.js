let abortController = null;

export async function startChat(url, body, onChunk) {
  if (!abortController) abortController = new AbortController();
  const response = await fetch(url, { method: 'POST', body, signal: abortController.signal }); // EXPECT: no-spent-controller
  for await (const chunk of response.body) onChunk(chunk);
}

export function abortChat() {
  if (abortController) abortController.abort();
}
