import type { OptionTable } from './option-table.ts';

export const RULES_OPTIONS = {
  preset: { type: 'string', value: 'NAME', help: 'only those of recommended, strict or all (default)' },
} as const satisfies OptionTable;
