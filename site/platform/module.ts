import { builtinModules } from 'virtual:builtin-modules';

const names: ReadonlySet<string> = new Set(builtinModules);

export function isBuiltin(name: string): boolean {
  return names.has(name) || (name.startsWith('node:') && names.has(name.slice('node:'.length)));
}
