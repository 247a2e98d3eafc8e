/** The modules of Node that the page has a stand-in for. */
export const MODULE_NAMES = [
  'events',
  'fs/promises',
  'os',
  'path',
  'process',
  'timers',
  'timers/promises',
  'url',
  'worker_threads',
] as const;

export type ModuleName = (typeof MODULE_NAMES)[number];
