self.onmessage = (event: MessageEvent<{ id: number; method: string }>) => {
  self.postMessage({ id: event.data.id, result: event.data.method.length });
};
