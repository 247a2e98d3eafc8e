import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../src/kit/create-rule.ts';
import { rules } from '../../src/rules/index.ts';
import { buildOnce } from '../support/build.ts';
import {
  canRun,
  copyProof,
  fixProof,
  lintProof,
  listProofs,
  matches,
  parseOutput,
  removeProof,
  runProgram,
  takeRepaired,
  takeSuggestion,
  type Finding,
  type Proof,
} from '../support/run-proof.ts';
import { read } from '../support/sources.ts';

/** What other files tell is read anew after two seconds. */
const CHECKED_AGAIN_MS = 2100;

const proofs = listProofs();
const outputs: string[] = [];

beforeAll(buildOnce);
afterAll(() => console.log(outputs.join('\n')));

describe('the advice helps', () => {
  it.for(proofs)('$rule/$name: $shows', async (proof, { signal }) => {
    const folder = copyProof(proof);
    try {
      const before = canRun(proof) ? await runProgram(folder, signal) : null;
      if (before) expect(before, 'the harm').toSatisfy((printed: typeof before) => matches(printed, proof.harm));
      await applyEdit(folder, proof);
      await expectClean(folder, proof);
      const after = canRun(proof) ? await runProgram(folder, signal) : null;
      if (after) expect(after, 'the cure').toSatisfy((printed: typeof after) => matches(printed, proof.harmless));
      outputs.push(getOutput(proof, before, after));
    } finally {
      removeProof(folder);
    }
  });
});

/** Where the cure is written by hand, two do; an edit has to be right in more than two places. */
const getLeast = ({ meta }: Rule): number => (meta.fixable !== undefined || meta.hasSuggestions === true ? 3 : 2);

describe.each(Object.values(rules).map((rule) => ({ rule: rule.name, least: getLeast(rule) })))(
  'the page of $rule',
  ({ rule, least }) => {
    const own = proofs.filter((proof) => proof.rule === rule);
    const rows = [...read(`rules-docs/${rule}.md`).matchAll(/^\| `([\w-]+)`: .* \| `(\{.*\})` \| `(\{.*\})` \|$/gm)];

    it(`has ${least} proofs or more, each of another harm`, () => {
      expect(new Set(own.map(({ shows }) => shows)).size).toBeGreaterThanOrEqual(least);
    });

    it('cites each of them, with what it prints', () => {
      expect(rows.map(([, name]) => name).sort()).toEqual(own.map(({ name }) => name));
      for (const [, name, before = '', after = ''] of rows) {
        const proof = own.find((item) => item.name === name) as Proof;
        expect(matches(parseOutput(before), proof.harm), `${name}: ${before}`).toBe(true);
        expect(matches(parseOutput(after), proof.harmless), `${name}: ${after}`).toBe(true);
      }
    });
  },
);

/** The case has one report, at its place, and the edit is of the promised kind. */
async function applyEdit(folder: string, proof: Proof): Promise<void> {
  // Another rule may have something to say about the owner, which the edit of the worker settles as well.
  const isItsOwn = ({ place }: Finding): boolean =>
    place.startsWith(`${proof.file}:`) || place.endsWith(`/${proof.rule}`);
  const findings = (await lintProof(folder, proof)).filter(isItsOwn);
  expect(findings.map(({ place }) => place)).toEqual([`${proof.file}:${proof.line} graceful/${proof.rule}`]);
  const [finding] = findings;
  if (!finding) return;
  expect(finding.message.fix !== undefined, 'has a fix').toBe(proof.edit === 'fix');
  if (proof.edit === 'suggestion') takeSuggestion(folder, proof, finding);
  else if (proof.edit === 'repaired') takeRepaired(folder);
  else expect(await fixProof(folder, proof)).toEqual([proof.file]);
  for (const next of proof.then ?? []) {
    await sleep(CHECKED_AGAIN_MS);
    expect(await fixProof(folder, proof)).toEqual([next]);
  }
}

/** Nothing is left to report, by any rule, and a second `--fix` changes nothing. */
async function expectClean(folder: string, proof: Proof): Promise<void> {
  const findings = await lintProof(folder, proof);
  expect(
    findings.map(({ place }) => place),
    'reports after the edit',
  ).toEqual([]);
  expect(await fixProof(folder, proof), 'files that a second --fix changes').toEqual([]);
}

function getOutput({ rule, name, edit, node }: Proof, before: object | null, after: object | null): string {
  const title = `${rule}/${name} (${edit})`;
  return before
    ? `${title}: ${JSON.stringify(before)} -> ${JSON.stringify(after)}`
    : `${title}: linted; runs on Node ${node}`;
}
