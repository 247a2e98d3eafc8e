const { app, BrowserWindow } = require('electron');
const { spawn } = require('node:child_process');
const findProcess = require('find-process');

let server = null;

function startServer() {
  server = spawn('python', ['server.py'], { cwd: __dirname });
}

function killServer() {
  return findProcess('port', 5000).then((list) => {
    for (const one of list) process.kill(one.pid);
  });
}

app.whenReady().then(() => {
  startServer();
  new BrowserWindow({ show: true }).loadFile('index.html');
});

app.on('will-quit', () => { // EXPECT: no-exit-without-stop #1
  console.log('will-quit triggered');
  killServer().then(() => console.log('server was killed')); // EXPECT: no-exit-without-stop #1
});
