export interface Invocation {
  run(journal: Uint8Array[], attempt: AbortSignal): Promise<string>;
}

export async function openStream(body: ReadableStream<Uint8Array> | null): Promise<Uint8Array[]> {
  const chunks: Uint8Array[] = [];
  if (body !== null) for await (const chunk of body) chunks.push(chunk);
  return chunks;
}
