/** What `--help` prints, by command. */
export const HELP = {
  graceful: `graceful: makes worker threads stop well

Usage:
  graceful lint [paths...]        find what is killed, deaf or asleep when a stop is asked for
  graceful run program.js         run a program and see what is killed mid-work, deaf, asleep, lost or left behind
  graceful map [paths...]         draw who starts which worker, and how each is asked to stop
  graceful init                   set this project up: config, hook, CI job, stop helper

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
  -f, --format NAME     sarif, github, gitlab, junit, checkstyle, markdown, html, json,
                        or any formatter of ESLint's by name or path (default: stylish)
  -o, --output-file FILE
                        write the report to a file instead of the terminal
  --report NAME=FILE    write a further report, such as sarif=graceful.sarif; any number of times
  --max-warnings N      fail when there are more than N warnings
  --baseline FILE       findings that are listed in the file do not count, wherever their lines have moved to
  --update-baseline     make that file say what is there now; it is sorted, for the repository
  --no-inline-config    ignore eslint-disable and other comments for ESLint
  -h, --help            this text

Settings: a "graceful" object in package.json with workers, jobs, pools, sleeps, helper.
Not linted: node_modules, .git, *.min.*, *.d.ts; a file of more than 5 MB gets a warning.
Skipped by the fast path: files without any word that a rule looks for. They are not even parsed.
Exit code: 0 clean; 1 findings, also a file that was looked at and cannot be parsed; 2 wrong use or failure.
`,

  run: `Usage: graceful run [options] program.js [words...]

Runs a program with Node and reports what its worker threads lose: what was killed while busy, which loop never looked,
which pause could not be woken, which lock, task, answer or child process was left, at which line.
The program's input, output and signals are its own; the report goes to stderr. Node's own options follow a "--".

Options:
  -f, --format NAME     sarif, github, gitlab, junit, checkstyle, markdown, html (with a time line of
                        the workers), json, or any formatter of ESLint's by name or path (default: stylish)
  -o, --output FILE     keep the report in a file, current while the program runs; %p is the process id
  --rules LIST          these rules only: a,b; or other levels: a:warn,b:off
  --grace-ms N          how long a worker may sleep or loop on after a request to stop (default: 1000)
  --blocked-ms N        warn of a loop that nobody has asked to stop, but that heard nothing for so long (default: 10000)
  --stop-words REGEXP   what a message, or its type, says when it asks for a stop (default: stop, shutdown, close ...)
  --max-warnings N      fail when there are more than N warnings
  -h, --help            this text

Each option also as GRACEFUL_<OPTION> in the environment, such as GRACEFUL_GRACE_MS; without this command:
  node --require eslint-plugin-graceful/runtime program.js
Exit code: the program's own when it fails (128 and more: a signal); else 1 findings, 0 none; 2 wrong use.
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

  init: `Usage: graceful init [options]
       graceful init --helper [options] [path]

Sets this project up; asks nothing. Adds a preset to the config of ESLint or oxlint, or writes a config where there is
none. What it does not understand it leaves as it is, and prints what to paste.

Options:
  --preset NAME   recommended (default), strict or all
  --hook NAME     lint and fix staged files at each commit: husky, lefthook, simple-git-hooks or pre-commit
  --ci NAME       a job that fails on a finding: github or gitlab
  --helper [path] copy the stop helper (stopWorker, StopToken, stopSignal, sleep) as one file that you own, and set
                  "graceful": { "helper": ... } in package.json; alone, do nothing else
                  default path: src/stop-worker.ts, .js or .mjs, without src/ when there is no such folder
  --dry-run       show what would be done, as a diff; do nothing
  --force         overwrite a file that differs
  -h, --help      this text

Exit code: 0 done, or nothing to do; 1 something is left to do by hand; 2 wrong use or failure.
`,
} as const;
