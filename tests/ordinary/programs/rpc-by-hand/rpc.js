export const wrap = (port) => {
  let next = 0;
  const open = new Map();
  port.on('message', ({ id, value, error }) => {
    const call = open.get(id);
    open.delete(id);
    error ? call.reject(new Error(error)) : call.resolve(value);
  });
  return new Proxy(
    {},
    {
      get:
        (_, name) =>
        (...args) =>
          new Promise((resolve, reject) => {
            const id = next++;
            open.set(id, { resolve, reject });
            port.postMessage({ id, name, args });
          }),
    },
  );
};
export const expose = (port, api) => {
  port.on('message', async ({ id, name, args }) => {
    try {
      port.postMessage({ id, value: await api[name](...args) });
    } catch (error) {
      port.postMessage({ id, error: String(error) });
    }
  });
};
