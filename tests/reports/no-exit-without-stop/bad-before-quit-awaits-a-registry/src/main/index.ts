import { app, BrowserWindow } from 'electron';
import { sessions } from './sessions';
import { stopSchedules } from './schedules';

app.whenReady().then(() => {
  const window = new BrowserWindow();
  void window.loadURL('app://index.html');
});

app.on('before-quit', async () => { // EXPECT: no-exit-without-stop
  stopSchedules();
  await sessions.cleanupAll();
  sessions.stopTimer();
});
