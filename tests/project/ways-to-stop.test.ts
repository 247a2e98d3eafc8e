import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { listProofs } from '../support/run-proof.ts';
import { read } from '../support/sources.ts';

const section = read('README.md').split('## Ways to stop a thread\n')[1]?.split('\n## ')[0] ?? '';
const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
const COMPLETE = /^\| .+ \| .+ \| \[([\w-]+)\]\(rules-docs\/\1\.md\) \| \[(.+)\]\(tests\/proofs\/\1\/([\w-]+)\) \|$/;
const proofs = listProofs();

describe('the ways to stop a thread in README.md', () => {
  it('each name a rule, its page, and what a proof of the rule shows', () => {
    const isComplete = (row: string): boolean => {
      const [, rule, shows, name] = COMPLETE.exec(row) ?? [];
      return proofs.some((proof) => proof.rule === rule && proof.name === name && proof.shows === shows);
    };
    expect(rows.filter((row) => !isComplete(row))).toEqual([]);
  });

  it('lead to every rule', () => {
    const named = new Set(rows.map((row) => COMPLETE.exec(row)?.[1]));
    expect(Object.keys(rules).filter((rule) => !named.has(rule))).toEqual([]);
  });
});
