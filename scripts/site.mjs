// Builds the playground: one page that loads nothing, site/dist/index.html.
import { readdirSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { deflateRawSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));
const site = `${root}site/`;
const require = createRequire(import.meta.url);

/** What stands in the page for what Node has. */
const PLATFORM = {
  ...Object.fromEntries(
    ['fs', 'module', 'url', 'net', 'crypto'].map((name) => [`node:${name}`, `${site}platform/${name}.ts`]),
  ),
  'node:path': require.resolve('pathe').replace(/\.cjs$/, '.mjs'),
  path: require.resolve('pathe'),
};
/** In the order of the list. */
const PROGRAMS = [
  'lost-tasks',
  'slow-to-hear',
  'half-a-file',
  'skipped-clean-up',
  'unheard-word',
  'in-the-browser',
  'held-lock',
  'stops-well',
];
const INJECTED = {
  Buffer: [require.resolve('buffer/'), 'Buffer'],
  process: [`${site}platform/process.ts`, 'process'],
};
const VIRTUAL = {
  'virtual:builtin-modules': () => ({ builtinModules }),
  'virtual:examples': () => ({ programs: listPrograms(), pageExamples: listPageExamples() }),
};

const linter = await bundle('linter/main.ts', INJECTED);
const [thread, page] = await Promise.all([bundle('run/thread.ts'), bundle('page/main.ts')]);
const html = fill(readFileSync(`${site}index.html`, 'utf8'), {
  '/* style */': readFileSync(`${site}style.css`, 'utf8'),
  '<!-- scripts -->': [
    embed('linter-code', linter),
    embed('thread-code', thread),
    `<script>${page.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')}</script>`,
  ].join('\n'),
});
mkdirSync(`${site}dist`, { recursive: true });
writeFileSync(`${site}dist/index.html`, html);
console.log(`site/dist/index.html: ${(Buffer.byteLength(html) / 1e6).toFixed(1)} MB`);

/** @returns {Promise<string>} a script */
async function bundle(entry, inject = {}) {
  const build = await rolldown({
    input: `${site}${entry}`,
    platform: 'browser',
    tsconfig: `${root}tsconfig.json`,
    resolve: { alias: PLATFORM },
    transform: { inject },
    plugins: [replaceModules()],
    onLog: (level, log) => {
      if (level === 'warn' && log.code !== 'PLUGIN_TIMINGS') throw new Error(log.message);
    },
  });
  const { output } = await build.generate({ format: 'iife', minify: true, comments: false });
  await build.close();
  return output[0].code;
}

function replaceModules() {
  return {
    name: 'modules-of-the-page',
    resolveId: {
      filter: { id: /^virtual:|\/load-package\.ts$/ },
      handler: (id) => (id in VIRTUAL ? id : `${site}platform/load-package.ts`),
    },
    load: {
      filter: { id: /^virtual:|\/eslint\/lib\/rules\/index\.js$/ },
      handler(id) {
        // ESLint's own rules, which are not asked, would be a fifth of the page.
        if (!(id in VIRTUAL)) return 'module.exports = new Map();';
        const values = Object.entries(VIRTUAL[id]());
        return values.map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`).join('\n');
      },
    },
  };
}

/** The folders of site/examples: two files, of which the owner, in whose first line the title is, has the worker's name in it. */
function listPrograms() {
  return PROGRAMS.map((name) => {
    const files = readdirSync(`${site}examples/${name}`).map((file) => ({
      name: file,
      text: readFileSync(`${site}examples/${name}/${file}`, 'utf8'),
    }));
    const [owner, worker] = files.sort((a, b) => b.text.includes('new Worker(') - a.text.includes('new Worker('));
    const [, title] = /^\/\/ (.+)\n/.exec(owner.text);
    return { name, title, files: [{ ...owner, text: owner.text.slice(owner.text.indexOf('\n') + 1) }, worker] };
  });
}

/** The blocks under `### Bad` of each rule's page. */
function listPageExamples() {
  return readdirSync(`${root}rules-docs`).flatMap((page) => {
    const text = readFileSync(`${root}rules-docs/${page}`, 'utf8');
    const bad = /^### Bad\n([^]*?)^###? /m.exec(text)?.[1] ?? '';
    return [...bad.matchAll(/^```([cm]?[jt]sx?)\b.*\n([^]*?)^```$/gm)].map(([, language, code], i) => ({
      rule: page.replace('.md', ''),
      number: i + 1,
      files: [
        { name: `example.${language}`, text: code },
        { name: /new Worker\(.*?['"`](?:\.\/)?([\w./-]+\.[cm]?[jt]s)['"`]/.exec(code)?.[1] ?? 'worker.js', text: '' },
      ],
    }));
  });
}

/** Text that is no script yet; packed, it is a third. */
function embed(id, code) {
  return `<script type="text/plain" id="${id}">${deflateRawSync(code, { level: 9 }).toString('base64')}</script>`;
}

function fill(text, parts) {
  return Object.entries(parts).reduce((result, [mark, part]) => result.replace(mark, () => part), text);
}
