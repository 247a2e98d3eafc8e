// Writes what is derived from the rules: `generate.mjs [index] [docs] [--check]`, both when neither is named.
// index: src/rules/index.ts, from the file names. docs: README's rule table, each page's header and options table, from
// the built plugin's meta. With --check nothing is written; exit 1 and a line for each stale file.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { renderHeader, renderIndex, renderOptions, renderOxlint, renderPage, renderTable } from './render.mjs';

const root = new URL('../', import.meta.url);
const args = process.argv.slice(2);
const isCheck = args.includes('--check');
const parts = args.filter((arg) => arg !== '--check');
const unknown = parts.find((part) => part !== 'index' && part !== 'docs');
if (unknown) {
  console.error(`generate: unknown part '${unknown}'. Parts: index, docs.`);
  process.exit(2);
}

const names = readdirSync(new URL('src/rules/', root))
  .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
  .map((file) => file.slice(0, -3))
  .sort();
let problems = 0;

if (parts.length === 0 || parts.includes('index')) update('src/rules/index.ts', () => renderIndex(names));
if (parts.length === 0 || parts.includes('docs')) await updateDocs();
process.exitCode = problems > 0 ? 1 : 0;

async function updateDocs() {
  const { default: plugin } = await import(new URL('dist/index.js', root).href);
  const missing = names.filter((name) => !plugin.rules[name]);
  if (missing.length > 0) return complain('dist', `has no ${missing.join(', ')}. Run 'npm run build' first.`);
  const rules = names.map((name) => plugin.rules[name]);
  update('README.md', (text) => replacePart(text, 'rules', renderTable(rules)));
  for (const [preset, config] of Object.entries(plugin.configs))
    update(`oxlint/${preset}.json`, () => renderOxlint(config));
  for (const rule of rules) {
    update(`rules-docs/${rule.name}.md`, (text) => {
      const page = replacePart(text || renderPage(), 'header', renderHeader(rule));
      return page.includes('<!-- options -->') ? replacePart(page, 'options', renderOptions(rule)) : page;
    });
  }
}

function update(path, render) {
  const url = new URL(path, root);
  const old = existsSync(url) ? readFileSync(url, 'utf8') : '';
  let text;
  try {
    text = render(old);
  } catch (error) {
    return complain(path, error.message);
  }
  if (text === old) return;
  if (isCheck) return complain(path, "is stale. Run 'npm run generate'.");
  mkdirSync(new URL('./', url), { recursive: true });
  writeFileSync(url, text);
  console.log(`wrote ${path}`);
}

/** Fills the place between `<!-- part -->` and `<!-- /part -->`. */
function replacePart(text, part, body) {
  const [begin, end] = [`<!-- ${part} -->`, `<!-- /${part} -->`];
  const [start, stop] = [text.indexOf(begin), text.indexOf(end)];
  if (start === -1 || stop < start) throw new Error(`has no '${begin}' ... '${end}'.`);
  return `${text.slice(0, start + begin.length)}\n\n${body}\n\n${text.slice(stop)}`;
}

function complain(path, message) {
  problems += 1;
  console.error(`${path} ${message}`);
}
