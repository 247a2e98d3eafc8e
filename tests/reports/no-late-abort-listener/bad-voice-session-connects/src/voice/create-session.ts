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
    close?.();
  };

  options.abortSignal.addEventListener('abort', disconnect, { once: true }); // EXPECT: no-late-abort-listener; ALLOW: no-leaked-abort-listener

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
