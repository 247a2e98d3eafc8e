// Builds dist. Every entry of package.json (`exports`, `bin`) that lies in dist is bundled from the source of the same
// name, so that ESLint loads one or two files in place of 130: that is five times as fast, and half the size.
// tsc writes the declarations.
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { rolldown } from 'rolldown';
import { minifySync } from 'rolldown/experimental';
import ts from 'typescript';
import { dropFacts, makeArrows, nameNodeTypes, WORDS } from './shrink.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const src = `${root}src/`;
const HELPER = 'stop/index';

if (!process.argv.includes('--code-only')) {
  const tsc = `${root}node_modules/typescript/bin/tsc`;
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'src', '--emitDeclarationOnly'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(1);
}
const entries = listEntries();
const [own, shared] = [entries.filter(standsAlone), entries.filter((name) => !standsAlone(name))];
const alone = await Promise.all(own.map((name) => bundle([name])));
removeOthers([...(await bundle(shared)), ...alone.flat()]);
writeSchema();
writeTexts();
allowRunning();

/** What is preloaded into every thread is one file, and shares none with the plugin; nor does what programs import. */
function standsAlone(name) {
  return name.startsWith('runtime/') || name === HELPER;
}

/** `index`, `stop/index`, `cli/main` ...: the names of the entries, without folder and ending. */
function listEntries() {
  const { exports, bin } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  const listTargets = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(listTargets));
  const names = listTargets({ exports, bin }).map((path) => /^\.\/dist\/(.*)\.js$/.exec(path)?.[1]);
  return [...new Set(names)].filter((name) => name !== undefined).flatMap(expand);
}

/** `formats/*` stands for each file of the folder. */
function expand(name) {
  if (!name.endsWith('/*')) return [name];
  const folder = name.slice(0, -2);
  return readdirSync(`${src}${folder}`)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file.slice(0, -3)}`);
}

/** @returns {Promise<string[]>} the files written, from dist */
async function bundle(names) {
  const build = await rolldown({
    input: Object.fromEntries(names.map((name) => [name, `${src}${name}.ts`])),
    platform: 'node',
    tsconfig: `${root}tsconfig.json`,
    plugins: [dropFacts()],
    external: (id) => !id.startsWith('.') && !id.startsWith('/'),
    onLog: (level, log) => {
      if (level !== 'info' && level !== 'debug') throw new Error(log.message);
    },
  });
  const { output: chunks } = await build.write({
    dir: `${root}dist`,
    format: 'es',
    minify: true,
    comments: false,
    chunkFileNames: ({ moduleIds }) =>
      moduleIds.includes(`${src}index.ts`) ? 'plugin.js' : `${findFolder(moduleIds)}[name].js`,
  });
  await build.close();
  for (const chunk of chunks) {
    checkDepth(chunk);
    const isPlugin = chunk.fileName === 'plugin.js';
    const isRuntime = chunk.fileName.startsWith('runtime/');
    const named = nameNodeTypes(chunk.code, isPlugin || isRuntime ? WORDS : undefined);
    // Arrows take a fifth longer to load, which is nothing to a command but something to each run of ESLint, and to each thread;
    // what wraps a function must be one that has a `this`.
    const isKept = isPlugin || isRuntime;
    const small = isPlugin ? minifyAgain(chunk.fileName, named) : isKept ? named : makeArrows(named);
    writeFileSync(`${root}dist/${chunk.fileName}`, small);
  }
  return chunks.map(({ fileName }) => fileName);
}

/** Finds what the first round and the short names have left: half a percent. */
function minifyAgain(name, text) {
  const { code, errors } = minifySync(name, text, { module: true, compress: {}, mangle: { toplevel: true } });
  if (errors.length > 0) throw new Error(`${name}: ${errors[0].message}`);
  return code;
}

/** The folder that all modules of a chunk are in, `''` for none and for a chunk that only imports others. */
function findFolder(modules) {
  const [folder, ...others] = new Set(modules.map((id) => dirname(relative(src, id)).split(sep)[0]));
  return folder !== undefined && others.length === 0 && folder !== '.' ? `${folder}/` : '';
}

/** What `graceful explain` prints and `graceful init --helper` copies, as src/cli/texts.ts reads it: a sixth of its size. */
function writeTexts() {
  const names = readdirSync(`${src}rules`).filter((file) => file !== 'index.ts');
  const pages = names.map((file) => file.slice(0, -3)).filter((name) => existsSync(`${root}rules-docs/${name}.md`));
  const helper = readFileSync(`${src}${HELPER}.ts`, 'utf8');
  const { outputText } = ts.transpileModule(helper, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  });
  const texts = {
    pages: Object.fromEntries(pages.map((name) => [name, readFileSync(`${root}rules-docs/${name}.md`, 'utf8')])),
    helper: { ts: helper, js: outputText },
  };
  writeFileSync(`${root}dist/texts.br`, brotliCompressSync(JSON.stringify(texts)));
}

/** npx runs the commands as they lie here, also where it made its links to an earlier build. */
function allowRunning() {
  const { bin } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  for (const path of Object.values(bin)) chmodSync(`${root}${path}`, 0o755);
}

/** Programs read it: no line breaks. */
function writeSchema() {
  mkdirSync(`${root}dist/map`, { recursive: true });
  writeFileSync(
    `${root}dist/map/schema.json`,
    JSON.stringify(JSON.parse(readFileSync(`${src}map/schema.json`, 'utf8'))),
  );
}

/** A module that looks for files beside itself must be as deep in dist as it is in src. */
function checkDepth({ fileName, moduleIds }) {
  for (const id of moduleIds) {
    const source = relative(src, id).replaceAll(sep, '/');
    if (dirname(source) === dirname(fileName) || !looksBesideItself(readFileSync(id, 'utf8'))) continue;
    throw new Error(
      `src/${source} uses import.meta, but its code went to dist/${fileName}, which is in another folder`,
    );
  }
}

/** A package is found from any depth. */
function looksBesideItself(code) {
  return /[^`]import\.meta\.\w/.test(strip(code).replaceAll('createRequire(import.meta.url)', ''));
}

function strip(code) {
  return code.replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
}

/** Code of an earlier build. */
function removeOthers(kept) {
  for (const file of readdirSync(`${root}dist`, { recursive: true })) {
    if (/\.[cm]?js$/.test(file) && !kept.includes(file.replaceAll(sep, '/'))) rmSync(`${root}dist/${file}`);
  }
}
