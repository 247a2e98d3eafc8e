// Lints the files given in the environment with one set of rules, once each and in this process, so that a tool around
// it can count the instructions. GRACEFUL_BENCH: { rules: 'none' | ... | a rule of ours, files: [absolute paths] }.
import { readFileSync } from 'node:fs';
import { Linter } from 'eslint';
import { builtinRules } from 'eslint/use-at-your-own-risk';
import graceful from '../../dist/index.js';

const recommended = [...builtinRules].filter(([, { meta }]) => meta.docs.recommended && !meta.deprecated);
const core = Object.fromEntries(recommended.map(([name]) => [name, 'error']));
const ours = graceful.configs.recommended.rules;
const SETS = { none: {}, trivial: { 'no-debugger': 'error' }, core, ours, both: { ...core, ...ours } };

const { rules, files } = JSON.parse(process.env.GRACEFUL_BENCH);
const linter = new Linter();
const config = [{ files: ['**'], plugins: { graceful }, rules: SETS[rules] ?? { ...SETS.trivial, [rules]: 'error' } }];
let last = linter.getSourceCode();
for (const file of files) {
  // Under its own path ESLint would leave the file out, without an error: what is in node_modules is ignored.
  const filename = `sample/${file.split('/node_modules/').at(-1)}`;
  const messages = linter.verify(readFileSync(file, 'utf8'), config, { filename, allowInlineConfig: false });
  const problem = messages.find(({ ruleId }) => ruleId === null);
  if (problem || linter.getSourceCode() === last) throw new Error(`${file} was not linted: ${problem?.message}`);
  last = linter.getSourceCode();
}
