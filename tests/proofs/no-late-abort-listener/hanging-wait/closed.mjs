/** Waits until a connection is closed, by the other side or by an abort. */
export async function untilClosed(connection, signal) {
  await connection.open();
  await new Promise((resolve) => {
    const stop = () => connection.close();
    connection.onclose = () => {
      signal.removeEventListener('abort', stop);
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}
