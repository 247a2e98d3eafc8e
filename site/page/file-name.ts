/** A name that is one: the files are a small project, and its sources are known by their endings. */
export function toFileName(name: string): string {
  const plain = name
    .trim()
    .replace(/[^\w./-]/g, '')
    .replace(/^[./]+/, '')
    .replace(/\/{2,}|\.{2,}/g, '');
  return /\w\.[cm]?[jt]sx?$/.test(plain) ? plain : `${plain.replace(/[./]+$/, '') || 'file'}.js`;
}
