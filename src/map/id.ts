import { createHash } from 'node:crypto';

/** An id that stays the same for as long as the file is called so, whatever else is drawn. */
export function getId(kind: 'owner' | 'worker', name: string): string {
  return `${kind}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}
