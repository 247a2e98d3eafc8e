class DebuggerClient {
  #ws;
  #id = 0;
  #pending = new Map();

  static async connect(url) {
    const client = new DebuggerClient();
    client.#ws = new WebSocket(url);
    await new Promise((resolve, reject) => {
      client.#ws.addEventListener('open', resolve, { once: true });
      client.#ws.addEventListener('error', reject, { once: true });
    });
    const fail = () => {
      for (const { reject } of client.#pending.values()) reject(new Error('the socket has closed'));
      client.#pending.clear();
    };
    client.#ws.addEventListener('close', fail);
    client.#ws.addEventListener('message', ({ data }) => {
      const message = JSON.parse(data);
      const waiting = client.#pending.get(message.id);
      if (!waiting) return;
      client.#pending.delete(message.id);
      if (message.error) waiting.reject(new Error(message.error.message));
      else waiting.resolve(message.result);
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

  close() {
    this.#ws.close();
  }
}

const client = await DebuggerClient.connect(process.argv[2]);
console.log(await client.send('Runtime.getHeapUsage'));
client.close();
