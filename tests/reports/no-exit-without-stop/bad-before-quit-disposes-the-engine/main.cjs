const { app, BrowserWindow, ipcMain } = require('electron');
const { getEngine, disposeEngine } = require('./llm/engine.cjs');

let mainWindow = null;

app.whenReady().then(async () => {
  mainWindow = new BrowserWindow({ width: 1200 });
  await mainWindow.loadFile('index.html');
  ipcMain.handle('infer', async (_event, prompt) => (await getEngine()).infer(prompt));
});

app.on('window-all-closed', () => {
  if (process.platform !== 'darwin') app.quit();
});

app.on('before-quit', async () => { // EXPECT: no-exit-without-stop
  await disposeEngine();
});
