import { INIT_OPTIONS } from './init-options.ts';
import { LINT_OPTIONS } from './lint-options.ts';
import { MAP_OPTIONS } from './map-options.ts';
import { printOptions } from './option-table.ts';
import { RULES_OPTIONS } from './rules-options.ts';
import { RUN_OPTIONS } from './run-options.ts';

/** What `--help` prints, by command. */
export const HELP = {
  graceful: `graceful: makes worker threads stop well

Usage:
  graceful lint [paths...]        find what is killed, deaf or asleep when a stop is asked for
  graceful run program.js         run a program and see what is killed mid-work, deaf, asleep, lost or left behind
  graceful map [paths...]         draw who starts which worker, and how each is asked to stop
  graceful rules                  list the rules
  graceful explain RULE           the page of a rule: what it reports, examples, fixes, options
  graceful init                   set this project up: config, hook, CI job, stop helper

Options:
  -h, --help       this text; also: graceful <command> --help
  -v, --version    the version
`,

  lint: `Usage: graceful lint [options] [paths...]

Lints JavaScript and TypeScript files, and the scripts of .vue, .svelte and .astro files, with the graceful rules. No
ESLint config is needed; where there is one that names the plugin, its settings, options and levels count.
Paths are files, folders or globs; the default is the working folder.

Options:
${printOptions(LINT_OPTIONS)}

Settings: settings.graceful of the project's ESLint config, or a "graceful" object in package.json, with workers, jobs,
pools, sleeps, helper. --preset and --rule decide alone which rules run.
Not linted: node_modules, .git, .yarn, *.min.*, *.d.ts, what git ignores; a file of more than 5 MB gets a warning.
Passed over, with a line that names them: pipes, sockets, devices and links that lead to no file.
Skipped by the fast path: files without any word, outside comments, that a rule which is on looks for. ESLint never
parses them.
Exit code: 0 clean; 1 findings, also a file that was looked at and cannot be parsed; 2 wrong use or failure.
`,

  run: `Usage: graceful run [options] program.js [words...]

Runs a program with Node and reports what its worker threads lose: what was killed while busy, which loop never looked,
which pause could not be woken, which lock, task, answer or child process was left, at which line.
The program's input, output and signals are its own; the report goes to stderr. Node's own options follow a "--".

Options:
${printOptions(RUN_OPTIONS)}

Each option also as GRACEFUL_<OPTION> in the environment, such as GRACEFUL_GRACE_MS; without this command:
  node --require eslint-plugin-graceful/runtime program.js
Exit code: the program's own when it fails (128 and more: a signal); else 1 findings, 0 none; 2 wrong use.
`,

  map: `Usage: graceful map [options] [paths...]

Draws who starts which worker, pool, job processor or child process, at which line, how each is asked to stop, whether
it hears that, and what the graceful rules find in it.
Paths are files, folders or globs; the default is the working folder. What they start, and what starts them, is drawn
wherever it is in the project.

Options:
${printOptions(MAP_OPTIONS)}

Settings: as for graceful lint.
Exit code: 0 drawn, findings or not; 2 wrong use or failure.
`,

  rules: `Usage: graceful rules [options]

Lists the rules, with their preset, whether they have fixes or suggestions, and what they ask for.

Options:
${printOptions(RULES_OPTIONS)}

Exit code: 0; 2 wrong use.
`,

  explain: `Usage: graceful explain RULE...

Prints the page of a rule: what it reports, examples, fixes, options; and the words of its findings.

Options:
${printOptions({})}

Exit code: 0; 2 wrong use.
`,

  init: `Usage: graceful init [options]
       graceful init --helper [options] [path]

Sets this project up; asks nothing. Adds a preset to the config of ESLint or oxlint, or writes a config where there is
none. What it does not understand it leaves as it is, and prints what to paste.

Options:
${printOptions(INIT_OPTIONS)}

Exit code: 0 done, or nothing to do; 1 something is left to do by hand; 2 wrong use or failure.
`,
} as const;
