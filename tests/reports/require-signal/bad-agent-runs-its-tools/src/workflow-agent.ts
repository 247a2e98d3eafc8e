interface ToolOptions {
  toolCallId: string;
  abortSignal?: AbortSignal;
}

interface Tool {
  execute(input: unknown, options: ToolOptions): Promise<unknown>;
}

interface Model {
  generate(prompt: string, options: { abortSignal?: AbortSignal }): Promise<{ calls: { id: string; tool: string; input: unknown }[] }>;
}

export async function runAgent(model: Model, tools: Record<string, Tool>, prompt: string, abortSignal?: AbortSignal): Promise<unknown[]> {
  const { calls } = await model.generate(prompt, { abortSignal });
  const results: unknown[] = [];
  for (const call of calls) {
    abortSignal?.throwIfAborted();
    results.push(await tools[call.tool]!.execute(call.input, { toolCallId: call.id })); // EXPECT: require-signal
  }
  return results;
}
