// Works all the time.
setInterval(() => {}, 1000);
process.send('ready');
