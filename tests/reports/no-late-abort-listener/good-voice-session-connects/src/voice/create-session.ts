export interface VoiceOptions {
  abortSignal: AbortSignal;
  connect(): Promise<{ close(): void; onText(listener: (text: string) => void): void }>;
}

export function createVoiceSession(options: VoiceOptions) {
  let isDisposed = false;
  let close: (() => void) | undefined;
  const listeners = new Set<(text: string) => void>();

  const disconnect = () => {
    isDisposed = true;
    options.abortSignal.removeEventListener('abort', disconnect);
    close?.();
  };

  if (options.abortSignal.aborted) {
    isDisposed = true;
    return { disconnect, onText: (listener: (text: string) => void) => listeners.add(listener) };
  }
  options.abortSignal.addEventListener('abort', disconnect, { once: true });

  void options.connect().then((connection) => {
    if (isDisposed) {
      connection.close();
      return;
    }
    close = () => connection.close();
    connection.onText((text) => listeners.forEach((listener) => listener(text)));
  });

  return { disconnect, onText: (listener: (text: string) => void) => listeners.add(listener) };
}
