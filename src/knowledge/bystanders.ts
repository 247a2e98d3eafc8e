import { wordSet } from './word-set.ts';

/** Things whose promises say nothing about a worker, by the names that they usually have. */
export const NAMES_BYSTANDER =
  /^[#_]*(?:log|logger|console|db|database|cache|redis|server|http|fs|fsp|telemetry|metrics|tracer|analytics|storage|axios|fetch|prisma)$/i;

/** Modules of Node whose promises say nothing about a worker. */
export const BYSTANDER_MODULE = wordSet(
  'fs fs/promises path os dns dns/promises zlib crypto',
  'http https net readline stream',
);

/** Words of functions of other files that may well wait for a worker: `waitFor`, `whenIdle`, `once`, `sleep`. */
export const SPEAKS_OF_WAIT =
  /wait|when|until|once|sleep|delay|pause|timeout|race|settle|all|idle|ready|flush|complete|done|result|task|job|run|exec|message|reply|response|call|ask|request|send|post|promise|queue|event/i;
