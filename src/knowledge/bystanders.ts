import { wordSet } from './word-set.ts';

/** Things whose promises say nothing about a worker, by the names that they usually have. */
export const NAMES_BYSTANDER =
  /^[#_]*(?:log|logger|console|db|database|cache|redis|server|http|fs|fsp|telemetry|metrics|tracer|analytics|storage|axios|fetch|prisma)$/i;

/** Modules of Node whose promises say nothing about a worker. */
export const BYSTANDER_MODULE = wordSet(
  'fs fs/promises path os dns dns/promises zlib crypto',
  'http https net readline stream',
);
