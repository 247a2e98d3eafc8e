/** Reads what the build has put into the page: packed, for the compiler alone would be four megabytes. */
export async function readEmbedded(id: string): Promise<string> {
  const packed = atob(document.getElementById(id)?.textContent ?? '');
  return unpack(Uint8Array.from(packed, (letter) => letter.charCodeAt(0)));
}

export async function unpack(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
}

export async function pack(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
