// Is there until it is told to end.
process.on('message', () => {});
process.send('ready');
