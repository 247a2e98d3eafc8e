import type { ForkRow } from './types.ts';

/** Functions that run a file of the project in a process of its own, with a channel for messages. */
export const processForks: readonly ForkRow[] = [
  {
    module: 'child_process',
    name: 'fork',
    fact: 'https://nodejs.org/api/child_process.html#child_processforkmodulepath-args-options',
  },
  { module: 'execa', name: 'execaNode', fact: 'execa 9: execaNode(scriptPath, arguments, options)' },
];
