import { clean } from '../../kit/clean.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and attributes of one line; characters that cannot be seen or that turn the text around are spelt out. */
export function escapeHtml(text: string): string {
  return clean(text.replaceAll('\t', '  ')).replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c);
}
