import type { Result } from './report/types.ts';

/** The results as they are: byte for byte what ESLint's own `json` prints. */
export default function formatJson(results: readonly Result[]): string {
  return JSON.stringify(results);
}
