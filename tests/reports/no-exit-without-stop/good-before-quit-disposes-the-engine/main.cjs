const { app, BrowserWindow } = require('electron');
const { disposeEngine } = require('./llm/engine.cjs');

let isQuitting = false;

app.whenReady().then(async () => {
  await new BrowserWindow({ width: 1200 }).loadFile('index.html');
});

app.on('before-quit', (event) => {
  if (isQuitting) return;
  event.preventDefault();
  (async () => {
    try {
      await disposeEngine();
    } finally {
      isQuitting = true;
      app.quit();
    }
  })();
});
