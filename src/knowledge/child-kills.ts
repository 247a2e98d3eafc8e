import { wordSet } from './word-set.ts';

/** The signal that no process can hear: by its name, and by its number. */
export const HARD_SIGNAL: ReadonlySet<unknown> = new Set(['SIGKILL', 9]);

/** Options by which `child_process` and execa are told with which signal a time-out or an abort kills. */
export const KILL_SIGNAL_OPTION = wordSet('killSignal');

/** Those that send SIGTERM at an abort all the same: theirs is for a time limit or too much output (tried on Node 20, 22 and 24). */
export const SOFT_AT_ABORT = wordSet('child_process#exec child_process#execFile');

/** Options by which they are given what ends the process when it is asked for. */
export const ABORT_OPTION = wordSet('signal cancelSignal');

/** Functions of packages that end a process with all its children: `treeKill(pid, signal)`. */
export const TREE_KILL = wordSet('tree-kill# tree-kill#default fkill# fkill#default');

/** Methods by which a process, or what runs in it, is asked to end. */
export const ASKS_CHILD = wordSet(
  'kill send postMessage write notify stop close disconnect end quit shutdown terminate exit abort cancel',
  'stopGracefully gracefulShutdown shutdownGracefully closeGracefully',
);

/** Commands that only read, so that nothing is lost by a kill. */
export const READ_ONLY_COMMAND = wordSet(
  'ffprobe ps ls cat grep rg find which where tail head du df stat file wc lsof netstat ss uname whoami env',
  'ping dig nslookup sleep tasklist pgrep true false echo printenv id',
);

/** Names of functions that run a program which they are told by its text. */
export const RUNS_COMMAND =
  /^_*#?(?:exec|spawn|shell)(?:[A-Z_]|$)|^_*#?run\w*(?:Command|Cmd|Shell|Script|Git|Process)$/;

/** Texts that begin with a command which only reads. */
export const READING_COMMAND =
  /^['"`](?:ffprobe|ps|ls|cat|grep|rg|find|which|head|tail|du|df|stat|wc|uname|whoami|env|git (?:log|show|diff|status|rev-parse|ls-\w+|cat-file|blame|describe))\b/;

/** Names of functions that are meant to be the last resort: who calls one knows why. */
export const LAST_RESORT_NAME = /^_*#?kill|force|hard|sig_?kill|immediate|escalat|kill_?9|murder/i;

/** Those that say so outright: `kill` alone may be all that there is. */
export const SAYS_FORCE = /force|hard|sig_?kill|immediate|escalat|kill_?9|murder/i;

/** The modules whose functions start processes. */
export const STARTS_CHILD = /^(?:child_process|execa|cross-spawn|node-pty|zx|nano-spawn|tinyexec)#/;

/** Signals that a process can hear. */
export const SOFT_SIGNAL = wordSet('SIGTERM SIGINT SIGHUP SIGQUIT');

/** Calls that send a request, by where they come from. */
export const NETWORK_CALL =
  /^(?:#fetch|(?:undici|axios|got|ky|superagent|needle|node-fetch|cross-fetch|https?|ofetch|wretch)#)/;

/** Names of functions that send what they are given to another process. */
export const SENDS_WORD =
  /^_*#?(?:request|call|invoke|rpc|fetch|post|put|patch|dispatch|command|execute|send|publish|ask|tell)(?:[A-Z_]|$)/;

/** Calls that end a process which they are told by its number, by where they come from. */
export const ENDS_BY_NUMBER =
  /^(?:(?:child_process|execa|cross-spawn|zx|tinyexec)#|(?:tree-kill|fkill)#|#process\.kill$)/;

/** Names of functions that ask a program to end by itself: `requestGracefulQuit`. */
export const ASKS_BY_NAME = /graceful|quit/i;

/** What a process tells: nobody asks it for anything by these. */
export const CHILD_OUTPUT = wordSet('stdout stderr');

/** The option by which the streams of a process are given. */
export const STREAM_OPTION = wordSet('stdio');

/** Names of what a process and its clients find each other by. */
export const ADDRESS_NAME = /port|url|uri|socket|pipe|path|host|addr|endpoint/i;

/** Converters and recorders without a state of their own: what one has half written is thrown away by whoever ends it. */
export const MEDIA_TOOL = /ff(?:mpeg|play)|\b(?:sox|arecord|aplay)\b/i;

/** Names of what a call has failed with. */
export const NAMES_ERROR = /^(?:e|err|error|.*(?:Err|Error))$/;
