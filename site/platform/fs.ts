// What the plugin asks of `node:fs`, over files in memory. Nothing else of the page knows that there is no disk.
interface MemoryFile {
  bytes: Uint8Array;
  modified: number;
}

const files = new Map<string, MemoryFile>();
const open = new Map<number, { bytes: Uint8Array; at: number }>();
let lastDescriptor = 2;
let clock = 0;

export const constants = { O_RDONLY: 0, O_NONBLOCK: 0 };

/** Makes these the only files. One whose text is as before keeps its time. */
export function writeFiles(texts: ReadonlyMap<string, string>): void {
  for (const name of files.keys()) if (!texts.has(name)) files.delete(name);
  for (const [name, text] of texts) {
    const bytes = new TextEncoder().encode(text);
    const old = files.get(name)?.bytes;
    if (old?.length === bytes.length && bytes.every((byte, i) => byte === old[i])) continue;
    files.set(name, { bytes, modified: ++clock });
  }
}

export function readdirSync(folder: string) {
  const start = `${folder.replace(/\/+$/, '')}/`;
  const inside = [...files.keys()].filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));
  const folders = inside.filter((name) => name.includes('/')).map((name) => name.slice(0, name.indexOf('/')));
  const entry = (name: string, isFile: boolean) => ({
    name,
    isFile: () => isFile,
    isDirectory: () => !isFile,
    isSymbolicLink: () => false,
  });
  return [
    ...inside.filter((name) => !name.includes('/')).map((name) => entry(name, true)),
    ...[...new Set(folders)].map((name) => entry(name, false)),
  ];
}

export function statSync(path: string) {
  const file = find(path);
  return file && { isFile: () => true, mtimeMs: file.modified, size: file.bytes.length };
}

export function existsSync(path: string): boolean {
  return files.has(path);
}

export function realpathSync(path: string): string {
  return path;
}

export function openSync(path: string): number {
  const file = find(path);
  if (!file) throw new Error(`ENOENT: no such file or directory, open '${path}'`);
  open.set(++lastDescriptor, { bytes: file.bytes, at: 0 });
  return lastDescriptor;
}

export function readSync(descriptor: number, buffer: Uint8Array, offset: number, length: number): number {
  const file = open.get(descriptor);
  if (!file) throw new Error('EBADF: bad file descriptor, read');
  const part = file.bytes.subarray(file.at, file.at + length);
  buffer.set(part, offset);
  file.at += part.length;
  return part.length;
}

export function closeSync(descriptor: number): void {
  open.delete(descriptor);
}

function find(path: string): MemoryFile | undefined {
  return files.get(path.replace(/\/{2,}/g, '/'));
}
