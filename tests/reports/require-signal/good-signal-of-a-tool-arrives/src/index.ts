interface Client {
  callTool(request: { name: string; arguments: object }, schema?: undefined, options?: { signal?: AbortSignal }): Promise<unknown>;
}

export function createDirectTool(client: Client, name: string) {
  return {
    name,
    async execute(_toolCallId: string, params: object, signal?: AbortSignal) {
      const answer = await client.callTool({ name, arguments: params }, undefined, { signal });
      return { content: answer };
    },
  };
}
