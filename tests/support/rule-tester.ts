import * as parser from '@typescript-eslint/parser';
import { RuleTester, type InvalidTestCase, type TestCaseError } from '@typescript-eslint/rule-tester';
import { describe, it } from 'vitest';
import type { Rule } from '../../src/kit/create-rule.ts';
import { checkEdits } from './check-edits.ts';
import { hasMarks, readMarks } from './marks.ts';
import {
  getLanguageOptions,
  listSuggestions,
  type Case,
  type ExpectedError,
  type InvalidCase,
  type RuleCases,
} from './rule-case.ts';
import { getPasses } from './run-rule.ts';

/**
 * Runs a rule's cases. The places where it must report are marked inside the code:
 *
 * ```ts
 * testRule(noAbruptTerminate, {
 *   valid: [{ name: 'a server is no worker', code: 'server.terminate();' }],
 *   invalid: [
 *     {
 *       name: 'the stop path kills a running worker',
 *       code: `
 *         import { Worker } from 'node:worker_threads';
 *         const worker = new Worker('./job.js');
 *         export async function stop() { await [|worker.terminate()|]; }
 *       `,
 *       messageId: 'killed', // of every mark; or errors: [{ messageId, data?, suggestions? }], one for each mark
 *       output: null, // no fix; else the text that `--fix` ends with
 *       suggestion: { messageId: 'askFirst', output: `...` }, // or suggestions: [...]; the text after that one alone
 *     },
 *   ],
 * });
 * ```
 *
 * Beside what the rule tester asserts (place, message, output, that each edit parses), every edit is looked at again:
 * after a fix nothing fixable is left and every report that had one is gone; after a suggestion there is a report
 * less; and no edit makes a sibling rule report.
 */
export function testRule<M extends string, O extends readonly unknown[]>(rule: Rule<M, O>, cases: RuleCases<M>): void {
  checkNames(rule.name, cases);
  for (const { name, code } of cases.valid) {
    if (hasMarks(code)) throw new Error(`valid case '${name}' has a mark: nothing is reported there`);
  }
  const invalid = cases.invalid.map((item) => toInvalidCase<M, O>(rule as unknown as Rule, item));
  const tester = new RuleTester({ languageOptions: { parser } });
  tester.run(rule.name, rule, {
    valid: cases.valid.map(toValidCase) as never,
    invalid,
  });
  const edited = cases.invalid.filter((item) => item.output !== null || listSuggestions(item).length > 0);
  if (edited.length === 0) return;
  describe(`${rule.name} after its edits`, () => {
    for (const item of edited) {
      it(item.name, async () => {
        // Here and not at the top: a sibling that does not load must not keep this rule's own cases from running.
        const { rules } = await import('../../src/rules/index.ts');
        const siblings = Object.values(rules).filter(({ name }) => name !== rule.name);
        checkEdits(rule as unknown as Rule, item, siblings);
      });
    }
  });
}

/** `testRule` with the rule already given. */
export function ruleTester<M extends string, O extends readonly unknown[]>(
  rule: Rule<M, O>,
): (cases: RuleCases<M>) => void {
  return (cases) => testRule(rule, cases);
}

function checkNames<M extends string>(rule: string, { valid, invalid }: RuleCases<M>): void {
  for (const list of [valid, invalid]) {
    const names = new Set<string>();
    for (const { name } of list) {
      if (!name.trim()) throw new Error(`${rule}: every case says in its name why it is there`);
      if (names.has(name)) throw new Error(`${rule}: two cases are called '${name}'`);
      names.add(name);
    }
  }
}

function toValidCase(item: Case): object {
  return { filename: 'file.ts', ...item, languageOptions: getLanguageOptions(item) };
}

function toInvalidCase<M extends string, O extends readonly unknown[]>(
  rule: Rule,
  item: InvalidCase<M>,
): InvalidTestCase<M, O> {
  const { code, places } = readMarks(item.code);
  if (places.length === 0) throw new Error(`invalid case '${item.name}' marks no place: put [| and |] around it`);
  const expected = getErrors(item, places.length);
  const passes = item.output === null ? [] : tryPasses(rule, item, code);
  return {
    name: item.name,
    code,
    filename: item.filename ?? 'file.ts',
    languageOptions: getLanguageOptions(item) as object,
    ...(item.options ? { options: item.options as unknown as O } : {}),
    ...(item.settings ? { settings: item.settings } : {}),
    ...(item.only ? { only: true } : {}),
    errors: places.map((place, i) => ({ ...expected[i], ...place }) as TestCaseError<M>),
    output: item.output === null ? null : [...passes.slice(0, -1), item.output],
  };
}

function getErrors<M extends string>(item: InvalidCase<M>, marks: number): readonly ExpectedError<M>[] {
  const { errors, messageId, data } = item;
  const suggestions = item.suggestion ? [item.suggestion] : item.suggestions;
  if (errors) {
    if (messageId || suggestions) throw new Error(`invalid case '${item.name}': either errors or messageId, not both`);
    if (errors.length !== marks) throw new Error(`'${item.name}' has ${marks} marks but ${errors.length} errors`);
    return errors;
  }
  if (!messageId) throw new Error(`invalid case '${item.name}' needs errors or a messageId`);
  if (suggestions && marks > 1) throw new Error(`invalid case '${item.name}': give suggestions inside errors`);
  return Array.from({ length: marks }, () => ({
    messageId,
    ...(data && { data }),
    ...(suggestions && { suggestions }),
  }));
}

/** Empty when the rule throws: the case itself then shows it, and the others still run. */
function tryPasses<M extends string>(rule: Rule, item: InvalidCase<M>, code: string): string[] {
  try {
    return getPasses(rule, item, code);
  } catch {
    return [];
  }
}
