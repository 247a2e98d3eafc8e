import { parentPort } from 'node:worker_threads';
import sqlite from 'sqlite3';

const db = new sqlite.Database('db.sqlite');

parentPort?.on('message', (message: { type: string; row: object }) => {
  if (message.type === 'insert') db.run('INSERT INTO rows VALUES (?)', JSON.stringify(message.row));
  if (message.type === 'close') db.close(() => parentPort?.close());
});
