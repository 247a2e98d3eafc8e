// Takes our edits in a folder once: `edit.mjs FOLDER fix|strict|helper|suggestions`. The exit code is 3 when files changed.
// A process of its own for each turn, so that what the plugin knows of the other files is what they are by now.
import { readFileSync, writeFileSync } from 'node:fs';
import * as typescriptParser from '@typescript-eslint/parser';
import { ESLint } from 'eslint';
import graceful from '../../dist/index.js';

const [cwd, way] = process.argv.slice(2);
const isCommonJs = JSON.parse(readFileSync(`${cwd}/package.json`, 'utf8')).type !== 'module';
const eslint = new ESLint({
  cwd,
  overrideConfigFile: true,
  fix: way !== 'suggestions',
  overrideConfig: [
    { files: ['**/*.ts'], languageOptions: { parser: typescriptParser } },
    { files: ['**/*.cjs', ...(isCommonJs ? ['**/*.js'] : [])], languageOptions: { sourceType: 'commonjs' } },
    graceful.configs[way === 'fix' ? 'recommended' : 'strict'],
    { settings: way === 'helper' ? { graceful: { helper: './stop-worker.mjs' } } : {} },
  ].flat(),
});
let isChanged = false;
for (const result of await eslint.lintFiles(['.'])) {
  const broken = result.messages.find(({ fatal }) => fatal);
  if (broken) throw new Error(`${result.filePath}:${broken.line}: ${broken.message}`);
  const before = readFileSync(result.filePath, 'utf8');
  const after = way === 'suggestions' ? takeFirst(before, result.messages) : (result.output ?? before);
  if (after === before) continue;
  isChanged = true;
  writeFileSync(result.filePath, after);
}
process.exitCode = isChanged ? 3 : 0;

/** The fix or first suggestion of each report, from the end on, where they do not overlap. */
function takeFirst(before, messages) {
  let text = before;
  let end = Infinity;
  for (const { fix, suggestions } of messages.toReversed()) {
    const edit = fix ?? suggestions?.[0]?.fix;
    if (!edit || edit.range[1] > end) continue;
    text = text.slice(0, edit.range[0]) + edit.text + text.slice(edit.range[1]);
    end = edit.range[0];
  }
  return text;
}
