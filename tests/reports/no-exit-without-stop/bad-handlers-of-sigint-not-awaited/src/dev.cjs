const http = require('node:http');

const closeHandlers = new Set();

class Cli {
  constructor() {
    process.on('SIGINT', () => {
      for (const handler of closeHandlers) handler();
      console.log('stopped');
      process.exit(0); // EXPECT: no-exit-without-stop
    });
  }

  onClose(handler) {
    closeHandlers.add(handler);
  }
}

exports.dev = async (deploy) => {
  const cli = new Cli();
  const server = http.createServer((request, response) => response.end('ok')).listen(0);
  cli.onClose(async () => {
    await new Promise((resolve) => server.close(resolve));
    await deploy({ dev: false });
  });
  await deploy({ dev: true });
};
