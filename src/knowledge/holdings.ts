import { wordSet } from './word-set.ts';

/** What a worker may hold when it is killed, as the message about the kill says it; `{at}` is where. */
export type HeldKind = 'file' | 'handle' | 'child' | 'lock' | 'database' | 'transaction' | 'task' | 'server';

export const HELD_PHRASES: Readonly<Record<HeldKind, string>> = {
  file: 'hold the file written at {at}',
  handle: 'hold the file opened at {at}',
  child: 'own the child process started at {at}',
  lock: 'hold the lock taken at {at}',
  database: 'hold the database opened at {at}',
  transaction: 'be in the transaction begun at {at}',
  task: 'have taken a task at {at}',
  server: 'be answering clients of the server at {at}',
};

/** The clean-up that a killed worker never gets to. */
export const OWED_PHRASES = {
  finally: "owe the 'finally' at {at}",
  exit: 'owe the exit handler at {at}',
  asked: 'owe what it does when asked to stop, at {at}',
} as const;

/** Calls of Node, Deno and Bun by what is lost when the thread is killed under them: facts 1d, 1f, 2, 8. */
export const HOLDING_CALLS: ReadonlyMap<string, HeldKind> = new Map<string, HeldKind>([
  ...list('file', 'fs/promises#', 'writeFile appendFile copyFile cp truncate'),
  ...list('file', 'fs#', 'createWriteStream writeFile appendFile copyFile cp'),
  ...list('file', '#', 'Deno.writeFile Deno.writeTextFile Deno.copyFile Deno.create Bun.write'),
  ...list('handle', 'fs/promises#', 'open'),
  ...list('child', 'child_process#', 'spawn fork exec execFile exec.__promisify__ execFile.__promisify__'),
  ...list('child', '#', 'Bun.spawn Deno.run'),
  ...list('child', 'execa#', 'execa default'),
  ...list('lock', '#', 'Atomics.compareExchange navigator.locks.request'),
  ...list('lock', 'worker_threads#', 'locks.request'),
  ...list('lock', 'proper-lockfile#', 'lock default.lock'),
  ...list('server', 'http#', 'createServer'),
  ...list('server', 'https#', 'createServer'),
  ...list('server', 'net#', 'createServer'),
  ...list('database', '#', 'indexedDB.open'),
]);

/** Classes whose instances hold something. */
export const HOLDING_CLASSES: ReadonlyMap<string, HeldKind> = new Map<string, HeldKind>([
  ['#Deno.Command', 'child'],
  ['better-sqlite3#default', 'database'],
  ['better-sqlite3', 'database'],
  ['better-sqlite3#', 'database'],
  ['sqlite3#Database', 'database'],
  ['@prisma/client#PrismaClient', 'database'],
  ['classic-level#ClassicLevel', 'database'],
  ['level#Level', 'database'],
  ['bullmq#Worker', 'task'],
]);

/** Modules whose functions open a database, or a session of one. */
export const DATABASE_MODULES = wordSet(
  'pg mysql mysql2 mysql2/promises mongodb mongoose redis ioredis knex typeorm lmdb sqlite',
  '@sqlite.org/sqlite-wasm wa-sqlite absurd-sql @duckdb/duckdb-wasm duckdb @electric-sql/pglite',
);

/** Methods by which a database, or a handle of one, is opened: a constructor counts too. */
export const OPENS_DATABASE =
  /^(?:open|connect|create\w*|default|knex|oo1\.\w+|\w*(?:Pool|Client|Database|DB|DataSource|Redis))$/;

/** Methods that only file handles of browsers (OPFS) and write streams of files have. */
export const HOLDING_METHODS: ReadonlyMap<string, HeldKind> = new Map<string, HeldKind>([
  ['createSyncAccessHandle', 'handle'],
  ['createWritable', 'handle'],
]);

/** `db.transaction(…)`: only what has one of these as its first argument, or where the file knows a database. */
export const BEGINS_TRANSACTION = wordSet('transaction startTransaction beginTransaction');

/** Texts of SQL that begin one. */
export const BEGIN_SQL = /^\s*begin(?:\s+(?:immediate|exclusive|deferred|transaction))?\b\s*;?\s*$/i;

/** What a `finally` calls when it cleans up something that outlives the thread. */
export const CLEANS_UP =
  /^#?_?(?:close|release|unlock|rollback|commit|unlink|rm|rmdir|remove|cleanup|cleanUp|dispose|disconnect|destroy|flush|nack|ack|kill)(?:[A-Z]\w*|Sync)?$/;

/** Modules of Node whose use leaves nothing behind when the thread is killed. */
export const PURE_MODULES = wordSet(
  'assert assert/strict buffer console constants crypto events module os path path/posix path/win32 perf_hooks process',
  'punycode querystring string_decoder timers timers/promises url util util/types v8 vm worker_threads zlib',
);

/** Functions of `fs` that only read. */
export const READS_ONLY =
  /^(?:default\.|promises\.)?(?:read\w*|exists\w*|stat|statSync|lstat\w*|access\w*|realpath\w*|createReadStream|constants(?:\.\w+)?)$/;

/** Packages that only compute, or only carry messages. */
export const PURE_PACKAGES =
  /^(?:comlink|threads\/worker|workerpool|lodash(?:-es)?(?:\/.*)?|ramda|d3(?:-[\w-]+)?|date-fns(?:\/.*)?|dayjs|mathjs|ml-[\w-]+|gl-matrix|three(?:\/.*)?|fflate|pako|fuse\.js|marked|highlight\.js(?:\/.*)?|prismjs|papaparse|nanoid|uuid|immer|fast-deep-equal|bn\.js|big\.js|bignumber\.js|decimal\.js|simplex-noise|delaunator|earcut|rbush|supercluster|@turf\/.*|@noble\/.*|hash-wasm|spark-md5|crypto-js(?:\/.*)?|jszip|acorn|@babel\/(?:parser|standalone)|typescript|prettier(?:\/.*)?|chess\.js|seedrandom|tslib)$/;

/** Globals through which a worker reaches what outlives it. */
export const OUTSIDE =
  /^(?:indexedDB|caches|Deno|Bun|WebSocket|EventSource|WebTransport|XMLHttpRequest|BroadcastChannel|SharedWorker|Worker|localStorage|navigator\.(?:storage|locks|serviceWorker|usb|serial|hid|bluetooth)|Atomics\.(?!load\b)\w+|process\.(?:on|once|exit|env|chdir|kill|send)|require\.main)(?:\.|$)/;

/** Methods of HTTP that change nothing at the other end. */
export const READING_METHOD = /^(?:GET|HEAD|OPTIONS)$/i;

function list(kind: HeldKind, prefix: string, names: string): [string, HeldKind][] {
  return names.split(' ').map((name) => [`${prefix}${name}`, kind]);
}
