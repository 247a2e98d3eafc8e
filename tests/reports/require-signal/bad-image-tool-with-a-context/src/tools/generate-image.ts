import type { ToolContext } from './types.js';

export async function generateImage(input: { prompt: string }, context: ToolContext): Promise<{ url: string }> {
  const response = await fetch('https://images.example/v1/generations', { // EXPECT: require-signal
    method: 'POST',
    headers: { 'x-conversation': context.conversationId },
    body: JSON.stringify({ prompt: input.prompt }),
  });
  if (!response.ok) throw new Error(`image service: ${response.status}`);
  return (await response.json()) as { url: string };
}
