import type { TSESLint } from '@typescript-eslint/utils';
import { describe, expect, it } from 'vitest';
import { createRule, type Rule } from '../../src/kit/create-rule.ts';
import { checkEdits } from '../support/check-edits.ts';
import { readMarks } from '../support/marks.ts';
import { testRule } from '../support/rule-tester.ts';

/** Reports `bad` and fixes it to the first option; reports `doubtful` and suggests the same. */
const rename = createRule<'bad' | 'doubtful', [{ to: string }]>({
  name: 'rename',
  meta: {
    type: 'problem',
    docs: { description: 'rename a variable' },
    fixable: 'code',
    hasSuggestions: true,
    schema: [{ type: 'object', properties: { to: { type: 'string' } }, additionalProperties: false }],
    defaultOptions: [{ to: 'good' }],
    messages: { bad: 'Bad. Rename it.', doubtful: 'Doubtful. Rename it.' },
  },
  create(context) {
    const [{ to }] = context.options as [{ to: string }];
    return {
      Identifier(node) {
        const fix = (fixer: TSESLint.RuleFixer): TSESLint.RuleFix => fixer.replaceText(node, to);
        if (node.name === 'bad') context.report({ node, messageId: 'bad', fix });
        if (node.name === 'doubtful') {
          context.report({ node, messageId: 'doubtful', suggest: [{ messageId: 'doubtful', fix }] });
        }
      },
    };
  },
});

testRule(rename, {
  valid: [{ name: 'another name', code: 'good;' }],
  invalid: [
    { name: 'two on two lines', code: '[|bad|];\n  f([|bad|]);', messageId: 'bad', output: 'good;\n  f(good);' },
    { name: 'an option', code: '[|bad|];', options: [{ to: 'fine' }], messageId: 'bad', output: 'fine;' },
    {
      name: 'a suggestion beside a fix',
      code: '[|doubtful|] = [|bad|];',
      errors: [
        { messageId: 'doubtful', suggestions: [{ messageId: 'doubtful', output: 'good = bad;' }] },
        { messageId: 'bad' },
      ],
      output: 'doubtful = good;',
    },
  ],
});

describe('checkEdits', () => {
  const rule = rename as unknown as Rule;

  it('refuses a fix after which the place is reported again', () => {
    const item = { name: 'x', code: '[|bad|];', options: [{ to: 'doubtful' }], messageId: 'bad', output: 'doubtful;' };
    expect(() => checkEdits(rule, item, [])).toThrow('a fixed place must not be reported again');
  });

  it('refuses a fix that never comes to its end', () => {
    const item = { name: 'x', code: '[|bad|];', options: [{ to: 'bad + 1' }], messageId: 'bad', output: 'bad + 1;' };
    expect(() => checkEdits(rule, item, [])).toThrow('passes of --fix');
  });

  it('refuses a suggestion after which there are as many reports', () => {
    const suggestion = { messageId: 'doubtful', output: 'bad;' };
    const item = { name: 'x', code: '[|doubtful|];', messageId: 'doubtful', output: null, suggestion };
    expect(() => checkEdits(rule, item, [])).toThrow('reports left after the suggestion');
  });

  it('refuses a fix that a sibling rule reports', () => {
    const sibling = { ...rule, name: 'sibling' };
    const upper = { ...rule, create: () => ({}) };
    const item = { name: 'x', code: '[|x|];', messageId: 'doubtful', output: 'bad;' };
    expect(() => checkEdits(upper, item, [sibling])).toThrow('reports of sibling');
  });

  it('refuses a file that ESLint ignores, where silence means nothing', () => {
    const item = { name: 'x', code: '[|bad|];', messageId: 'bad', output: 'good;', filename: 'node_modules/a.js' };
    expect(() => checkEdits(rule, item, [])).toThrow('was not linted');
  });

  it('refuses an output that does not parse', () => {
    const item = { name: 'x', code: '[|bad|];', messageId: 'bad', output: 'good' };
    expect(() => checkEdits(rule, { ...item, output: 'good)' }, [])).toThrow('does not parse');
  });
});

describe('testRule', () => {
  const valid = [{ name: 'x', code: 'good;' }];

  it('wants a mark in each invalid case and none in a valid one', () => {
    const unmarked = { name: 'x', code: 'bad;', messageId: 'bad', output: 'good;' } as const;
    expect(() => testRule(rename, { valid, invalid: [unmarked] })).toThrow('marks no place');
    expect(() => testRule(rename, { valid: [{ name: 'x', code: '[|good|];' }], invalid: [] })).toThrow('has a mark');
  });

  it('wants a name of its own for each case', () => {
    expect(() => testRule(rename, { valid: [...valid, ...valid], invalid: [] })).toThrow("two cases are called 'x'");
    expect(() => testRule(rename, { valid: [{ name: ' ', code: 'good;' }], invalid: [] })).toThrow('why it is there');
  });

  it('wants as many errors as marks', () => {
    const errors = [{ messageId: 'bad' as const }];
    const item = { name: 'x', code: '[|bad|]; [|bad|];', errors, output: 'good; good;' };
    expect(() => testRule(rename, { valid, invalid: [item] })).toThrow('has 2 marks but 1 errors');
  });
});

describe('readMarks', () => {
  it('gives places as ESLint does, nested ones too', () => {
    expect(readMarks('a\n[|b[|c\nd|]|]')).toEqual({
      code: 'a\nbc\nd',
      places: [
        { line: 2, column: 1, endLine: 3, endColumn: 2 },
        { line: 2, column: 2, endLine: 3, endColumn: 2 },
      ],
    });
  });

  it('refuses a mark without its partner', () => {
    expect(() => readMarks('a[|b')).toThrow("'[|' without '|]'");
    expect(() => readMarks('a|]b')).toThrow("'|]' without '[|'");
  });
});
