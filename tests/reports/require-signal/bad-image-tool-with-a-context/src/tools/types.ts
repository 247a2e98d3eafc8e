export interface ToolContext {
  conversationId: string;
  signal?: AbortSignal;
}
