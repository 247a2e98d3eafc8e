import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildOnce } from '../support/build.ts';
import { runChecked } from '../support/run-checked.ts';
import {
  canRun,
  copyProof,
  fixProof,
  lintProof,
  listProofs,
  removeProof,
  takeRepaired,
  takeSuggestion,
  type Proof,
} from '../support/run-proof.ts';

/** Where no one can see at run time that something was lost, with the reason. */
const UNSEEN: Record<string, string> = {
  'no-abrupt-terminate/skipped-cleanup': 'an idle worker is killed: nobody knows of its finally',
  'no-unheard-stop/deaf-worker': 'each task is answered when it is begun: nobody knows of a second answer',
};

/** Rules that are found at run time as well. */
const CHECKS = new Set([
  ...['no-abrupt-terminate', 'no-orphan-child', 'no-unheard-stop', 'no-unstoppable-loop', 'prefer-interruptible-wait'],
]);

/** Proofs of other rules whose harm is seen when the program runs, and as what. In the others no worker is harmed. */
const SEEN_AS: Record<string, string[]> = {
  'no-deaf-stop-flag/copied-flag': ['no-unstoppable-loop'],
  'no-deaf-stop-flag/deaf-signal': ['no-unstoppable-loop'],
  'no-deaf-stop-flag/microtask-loop': ['no-unstoppable-loop'],
  'no-process-exit-in-worker/missing-file': ['no-process-exit-in-worker'],
};

const proofs = listProofs().filter((proof) => canRun(proof));

beforeAll(buildOnce);

describe('at run time', () => {
  it.for(proofs)('$rule/$name: reports what it is seen as, and nothing once it is fixed', async (proof) => {
    const folder = copyProof(proof);
    try {
      const before = await runChecked(folder, 'program.mjs');
      const rules = [...new Set(before.findings.map((finding) => finding.split(' ')[0]))];
      expect(rules, before.findings.join('\n')).toEqual(getExpected(proof));
      for (const { filePath } of before.results)
        expect(existsSync(join(folder, filePath.slice(folder.length))), filePath).toBe(true);
      await applyEdit(folder, proof);
      const after = await runChecked(folder, 'program.mjs');
      expect({ findings: after.findings, code: after.code }).toEqual({ findings: [], code: 0 });
    } finally {
      removeProof(folder);
    }
  });
});

function getExpected({ rule, name }: Proof): string[] {
  if (!CHECKS.has(rule)) return SEEN_AS[`${rule}/${name}`] ?? [];
  return `${rule}/${name}` in UNSEEN ? [] : [rule];
}

async function applyEdit(folder: string, proof: Proof): Promise<void> {
  if (proof.edit === 'fix') {
    await fixProof(folder, proof);
    return;
  }
  if (proof.edit === 'repaired') {
    takeRepaired(folder);
    return;
  }
  const finding = (await lintProof(folder, proof)).find(
    ({ place }) => place === `${proof.file}:${proof.line} graceful/${proof.rule}`,
  );
  if (finding) takeSuggestion(folder, proof, finding);
}
