import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const loaded = new Map<string, unknown>();

/**
 * A dependency of ours, loaded at the first question that needs it: a project that never asks about another file pays for
 * none of them. Null where it cannot be loaded, as a native parser on a platform that it was not built for; what it would
 * have read is then unknown.
 */
export function loadPackage(name: string): unknown {
  let found = loaded.get(name);
  if (found === undefined) {
    try {
      found = require(name) as unknown;
    } catch {
      found = null;
    }
    loaded.set(name, found);
  }
  return found;
}
