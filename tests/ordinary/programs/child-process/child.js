process.on('message', (n) => process.send(n * 7));
