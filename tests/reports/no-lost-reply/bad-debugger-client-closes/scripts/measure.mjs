class DebuggerClient {
  #ws;
  #id = 0;
  #pending = new Map();
  #listeners = new Map();

  static async connect(url) {
    const client = new DebuggerClient();
    client.#ws = new WebSocket(url);
    await new Promise((resolve, reject) => {
      client.#ws.addEventListener('open', resolve, { once: true });
      client.#ws.addEventListener('error', reject, { once: true });
    });
    client.#ws.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data);
      const waiting = client.#pending.get(message.id);
      if (waiting) {
        client.#pending.delete(message.id);
        if (message.error) waiting.reject(new Error(message.error.message));
        else waiting.resolve(message.result);
      } else {
        client.#listeners.get(message.method)?.(message.params);
      }
    });
    return client;
  }

  send(method, params = {}) {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      this.#ws.send(JSON.stringify({ id, method, params }));
    });
  }

  on(method, listener) {
    this.#listeners.set(method, listener);
  }

  close() {
    this.#ws.close(); // EXPECT: no-lost-reply
  }
}

const client = await DebuggerClient.connect(process.argv[2]);
console.log(await client.send('Runtime.getHeapUsage'));
client.close();
