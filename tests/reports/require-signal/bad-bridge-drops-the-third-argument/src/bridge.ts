interface Tool {
  name: string;
  execute(id: string, params: object, signal: AbortSignal): Promise<string>;
}

async function callTool(name: string, params: object, options: { signal?: AbortSignal } = {}): Promise<string> {
  const response = await fetch(`http://localhost:7777/${name}`, {
    method: 'POST',
    body: JSON.stringify(params),
    signal: options.signal,
  });
  return response.text();
}

export function bridge(names: string[]): Tool[] {
  return names.map((name) => ({
    name,
    async execute(_id: string, params: object, signal: AbortSignal): Promise<string> {
      if (signal.aborted) return 'cancelled';
      return await callTool(name, params); // EXPECT: require-signal
    },
  }));
}
