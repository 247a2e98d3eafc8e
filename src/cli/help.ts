/** What `--help` prints, by command. */
export const HELP = {
  graceful: `graceful: makes worker threads stop well

Usage:
  graceful lint [paths...]        find what is killed, deaf or asleep when a stop is asked for
  graceful map [paths...]         draw who starts which worker, and how each is asked to stop
  graceful init --helper [path]   copy the stop helper into this project

Options:
  -h, --help       this text; also: graceful <command> --help
  -v, --version    the version
`,

  lint: `Usage: graceful lint [options] [paths...]

Lints JavaScript and TypeScript files with the graceful rules. No ESLint config is needed or read.
Paths are files, folders or globs; the default is the working folder.

Options:
  --preset NAME         recommended (default), strict or all
  --fix                 apply the fixes, then report what remains
  --format NAME|PATH    any ESLint formatter (default: stylish)
  --max-warnings N      fail when there are more than N warnings
  --no-inline-config    ignore eslint-disable and other comments for ESLint
  -h, --help            this text

Settings: a "graceful" object in package.json with workers, jobs, pools, sleeps, helper.
Not linted: node_modules, .git, *.min.*, *.d.ts; a file of more than 5 MB gets a warning.
Exit code: 0 clean; 1 findings, a file that cannot be parsed included; 2 wrong use or failure.
`,

  map: `Usage: graceful map [options] [paths...]

Draws who starts which worker, pool, job processor or child process, at which line, how each is asked to stop, whether
it hears that, and what the graceful rules (strict) find in it.
Paths are files, folders or globs; the default is the working folder. What they start, and what starts them, is drawn
wherever it is in the project.

Options:
  --format NAME         text (default), mermaid, svg or json
  -o, --output FILE     write to a file instead of the terminal
  -h, --help            this text

Settings: as for graceful lint.
Exit code: 0 drawn, findings or not; 2 wrong use or failure.
`,

  init: `Usage: graceful init --helper [options] [path]

Copies the stop helper (stopWorker, StopToken, stopSignal, sleep) into this project as one file that you own,
and sets "graceful": { "helper": ... } in package.json, after which the fixes make use of it.

  path         default: src/stop-worker.ts, .js or .mjs, without src/ when there is no such folder

Options:
  --dry-run    say what would be done, do nothing
  --force      overwrite a file that differs
  -h, --help   this text
`,
} as const;
