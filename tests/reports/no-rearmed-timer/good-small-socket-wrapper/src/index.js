export default function (url, opts = {}) {
  let ws;
  let num = 0;
  let timer;
  const self = {};
  const max = opts.maxAttempts || Infinity;

  self.open = () => {
    ws = new WebSocket(url, opts.protocols || []);
    ws.onmessage = opts.onmessage;
    ws.onopen = (event) => {
      if (opts.onopen) opts.onopen(event);
      num = 0;
    };
    ws.onclose = (event) => {
      if (event.code !== 1000 && event.code !== 1005) self.reconnect();
      if (opts.onclose) opts.onclose(event);
    };
    ws.onerror = (event) => (event && event.code === 'ECONNREFUSED' ? self.reconnect() : opts.onerror?.(event));
  };

  self.reconnect = () => {
    if (timer !== -1 && num++ < max) {
      timer = setTimeout(() => {
        if (opts.onreconnect) opts.onreconnect();
        self.open();
      }, opts.timeout || 1000);
    }
  };

  self.send = (data) => ws.send(data);

  self.close = (code, reason) => {
    clearTimeout(timer);
    timer = -1;
    ws.close(code || 1000, reason);
  };

  self.open();
  return self;
}
