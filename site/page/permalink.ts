// What is in the page, in its address: behind the `#`, which is sent to no server.
import type { PresetName } from '../../src/configs.ts';
import type { PaneFile } from '../linter/protocol.ts';
import { pack, unpack } from './embedded.ts';
import { findExample, type Example } from './examples.ts';
import { toFileName } from './file-name.ts';

export interface Content {
  readonly files: readonly [owner: PaneFile, worker: PaneFile];
  readonly preset: PresetName;
}

const PRESETS: readonly PresetName[] = ['recommended', 'strict', 'all'];

/** Null for an address that says nothing, or nothing that can be read. */
export async function readAddress(hash: string): Promise<{ content: Content; example: Example | null } | null> {
  const words = new URLSearchParams(hash.replace(/^#/, ''));
  const example = findExample(words);
  if (example) return { content: example, example };
  const code = words.get('code');
  if (code === null) return null;
  try {
    const content = toContent(JSON.parse(await unpack(fromBase64(code))));
    return content && { content, example: null };
  } catch {
    return null;
  }
}

export async function writeAddress({ files, preset }: Content): Promise<string> {
  const texts = files.map(({ name, text }) => [name, text]);
  return `#code=${toBase64(await pack(JSON.stringify([preset, ...texts])))}`;
}

function toContent(value: unknown): Content | null {
  const [preset, ...texts] = Array.isArray(value) ? (value as unknown[]) : [];
  const [owner, worker] = texts.map(toFile);
  if (!PRESETS.includes(preset as PresetName) || !owner || !worker) return null;
  return { files: [owner, worker], preset: preset as PresetName };
}

function toFile(value: unknown): PaneFile | null {
  const [name, text] = Array.isArray(value) ? (value as unknown[]) : [];
  return typeof name === 'string' && typeof text === 'string' ? { name: toFileName(name), text } : null;
}

function toBase64(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}
