import Database from 'better-sqlite3';

export type Store = ReturnType<typeof openStore>;

export function openStore(file: string) {
  const db = new Database(file);
  return {
    get: (key: string): string => String(db.prepare('select value from kv where key = ?').get(key)),
    close: (): void => {
      db.close();
    },
  };
}
