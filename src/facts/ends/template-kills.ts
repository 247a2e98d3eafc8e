import type { TSESTree } from '../../source/types.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { isKnownIdle } from './idle.ts';
import { findKill, type Kill } from './kills.ts';

/** The kill that a call in a template is, `@click="worker.terminate()"`; null for other calls, and for idle workers. */
export function findTemplateKill(file: SourceFile, call: TSESTree.CallExpression): Kill | null {
  const kill = findKill(file, call);
  return kill && !isKnownIdle(file, call, kill.target) ? kill : null;
}
