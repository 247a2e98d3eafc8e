import path from 'node:path';

/**
 * The path of a file from the root, with `/`; '' for the root itself. Null for one outside of it, and for a name that is no
 * absolute path, as that of a text without a file.
 */
export function findRelative(root: string, absolute: string): string | null {
  if (!path.isAbsolute(absolute)) return null;
  const relative = path.relative(root, absolute).replaceAll('\\', '/');
  return relative === '..' || relative.startsWith('../') || path.isAbsolute(relative) ? null : relative;
}

/** The folder of a file that is relative to the root; '' for the root. */
export function getFolder(file: string): string {
  const folder = path.posix.dirname(file);
  return folder === '.' ? '' : folder;
}

/** `folder/name`, where the folder may be the root. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

/** Nearer to the root first, then by name, so that no answer depends on the file system's order. */
export function compareDepth(a: string, b: string): number {
  return a.split('/').length - b.split('/').length || (a < b ? -1 : 1);
}
