import { pathToFileURL } from 'node:url';

process.on('message', async (message) => {
  if (message.type !== 'run') return;
  try {
    const { main } = await import(pathToFileURL(message.file).href);
    const result = await main(message.payload);
    process.send({ ok: true, result });
    process.exit(0); // EXPECT: no-process-exit-in-worker | no-exit-without-stop
  } catch (error) {
    process.send({ ok: false, error: String(error) });
    process.exit(1); // ALLOW: no-process-exit-in-worker; ALLOW: no-exit-without-stop
  }
});
