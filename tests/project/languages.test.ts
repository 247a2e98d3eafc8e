import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import graceful from '../../src/index.ts';
import type { Rule } from '../../src/kit/create-rule.ts';
import { read } from '../support/sources.ts';

/** Holds the words of every rule. */
const text = readdirSync('examples/bad')
  .map((file) => read(`examples/bad/${file}`))
  .join('\n');

// ESLint lints Markdown, JSON and CSS too, and a preset without `files` runs there: with a `sourceCode` that has little
// more than a text. tests/hosts runs the real thing.
describe('in a file of another language', () => {
  it.each(Object.entries<Pick<Rule, 'create' | 'meta'>>(graceful.rules as never))(
    '%s neither fails nor listens to its nodes',
    (_, rule) => {
      const sourceCode = { text: `# Title\n\n${text}`, ast: { type: 'root' } };
      const context = { sourceCode, settings: {}, options: rule.meta.defaultOptions, filename: '/a/b.md', cwd: '/a' };
      expect(Object.keys(rule.create(context as never)).filter((listener) => listener !== 'Program')).toEqual([]);
    },
  );
});
