import { app, BrowserWindow } from 'electron';
import { sessions } from './sessions';

let isClean = false;

app.whenReady().then(() => {
  const window = new BrowserWindow();
  void window.loadURL('app://index.html');
});

app.on('before-quit', async (event) => {
  if (isClean) return;
  event.preventDefault();
  await sessions.cleanupAll();
  isClean = true;
  app.quit();
});
