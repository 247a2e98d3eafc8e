import type { OptionTable } from './option-table.ts';

export const INIT_OPTIONS = {
  preset: { type: 'string', value: 'NAME', help: 'recommended (default), strict or all' },
  hook: {
    type: 'string',
    value: 'NAME',
    help: 'lint and fix staged files at each commit: husky, lefthook, simple-git-hooks or pre-commit',
  },
  ci: { type: 'string', value: 'NAME', help: 'a job that fails on a finding: github or gitlab' },
  helper: {
    type: 'boolean',
    value: '[path]',
    help: 'copy the stop helper (stopWorker, StopToken, stopSignal, sleep) as one file that you own, and name it in the ESLint config where that has the plugin, else in package.json; alone, do nothing else; default path: src/stop-worker.ts, .js or .mjs, without src/ when there is no such folder',
  },
  'dry-run': { type: 'boolean', help: 'show what would be done, as a diff; do nothing' },
  force: { type: 'boolean', help: 'overwrite a file that differs' },
} as const satisfies OptionTable;
