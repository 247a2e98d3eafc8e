import { describe, expect, it } from 'vitest';
import { lintReportedProgram, listReportedPrograms, type ReportedProgram } from '../support/reported-programs.ts';
import { NOT_FOUND } from './not-found.ts';

/**
 * Each folder holds the fault of one public report, reduced to a small program that was written before our rules were run on
 * it, and what became of it. Which were found then, and which are now, is in CONTRIBUTING.md, "Measured".
 */
const programs = listReportedPrograms();
const bad = programs.filter(({ isBad }) => isBad);
const found = bad.filter(({ name }) => !(name in NOT_FOUND));

describe('faults that people reported', () => {
  it('each names its report', () => {
    expect(bad.filter(({ address }) => !address?.startsWith('https://')).map(getName)).toEqual([]);
    expect(Object.keys(NOT_FOUND).filter((name) => !bad.some((one) => one.name === name))).toEqual([]);
  });

  it.each(found)('$name is found', (program) => {
    const { isFound, others } = lintReportedProgram(program, program.isStrict ? 'strict' : 'recommended');
    expect({ isFound, others }).toEqual({ isFound: true, others: [] });
  });

  it.each(Object.keys(NOT_FOUND))('%s is not found yet', (name) => {
    const program = bad.find((one) => one.name === name) as ReportedProgram;
    expect(lintReportedProgram(program, program.isStrict ? 'strict' : 'recommended').isFound).toBe(false);
  });
});

describe('programs whose fault was mended', () => {
  it.each(programs.filter(({ isBad }) => !isBad))('$name is silent', (program) => {
    expect(lintReportedProgram(program, 'recommended').others).toEqual([]);
  });
});

function getName({ name }: ReportedProgram): string {
  return name;
}
