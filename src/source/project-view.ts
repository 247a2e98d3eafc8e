import type { HeldKind } from '../knowledge/holdings.ts';
import type { Callable, SignalAnswer } from './summary.ts';

/** A line of a file; the file is relative to the index's root, with `/`. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** A literal that is posted to a worker or that a worker's handler compares with. */
export interface Message {
  readonly value: string;
  /** `type` for `{ type: 'stop' }`; null where the message is the text itself. */
  readonly field: string | null;
  readonly place: Place;
}

/** A message that asks a worker to stop, and what becomes of its thread then. */
export interface WorkerStop extends Message {
  readonly ends: 'yes' | 'no' | 'unknown';
  /** `exit` at once; `idle` as soon as nothing keeps the thread alive; null where it does not end or that is unknown. */
  readonly by: 'exit' | 'idle' | null;
}

/** One place that starts a worker, a pool of them, a sandboxed job processor or a child process. */
export interface Start {
  readonly kind: 'worker' | 'pool' | 'job' | 'fork';
  /** `worker_threads`, `web`, or the package: `piscina`, `bullmq`. */
  readonly library: string;
  readonly place: Place;
  /** The file that it runs, relative to the root; null where that is unknown or no file of the project. */
  readonly target: string | null;
  /** The name of the file as far as it is known; else the expression's source text, shortened. */
  readonly specifier: string | null;
  /**
   * `resolved` and `self` (the starting file itself) have a target. `eval`: source text. `outside`: another origin or
   * a path out of the root. `missing`: named, but there is no such file. `dynamic`: not known before it runs.
   * `package`: a file of another package.
   */
  readonly reason: 'resolved' | 'self' | 'eval' | 'outside' | 'missing' | 'dynamic' | 'package';
  /** Literal messages that the starting file posts to anything. */
  readonly posts: readonly Message[];
}

/** Something that a worker may hold, and that is lost when it is killed. */
export interface Holding {
  /** A row of `HELD_PHRASES` or `OWED_PHRASES`. */
  readonly kind: HeldKind | 'finally' | 'exit';
  readonly place: Place;
}

/** What is lost when a worker is killed, as far as its file and what that reaches tell. */
export interface WorkerHoldings {
  readonly holds: readonly Holding[];
  /** Does it only take messages and answer them? False where that is not certain. */
  readonly isPure: boolean;
  /** Does it send more than one message of its own accord? */
  readonly streams: boolean;
}

/** A file that runs inside a worker: started itself, or imported by one that is. */
export interface WorkerFile {
  readonly file: string;
  /** The starts that run it; of the file that it is imported by, in the end, where `depth` is above 0. */
  readonly starts: readonly Start[];
  /** The file through which an imported one is reached; null at depth 0. */
  readonly importedBy: string | null;
  readonly depth: number;
  /** Does code outside of workers load it too (tests left out), or does it start itself? */
  readonly isShared: boolean;
  /** Messages that it, or a file that it imports, has a branch for. */
  readonly hears: readonly Message[];
  /** Those of them that ask for a stop; an edit may post one only where the worker then ends. */
  readonly stops: readonly WorkerStop[];
  /** Is there a message listener in it or in what it imports? */
  readonly listens: boolean;
  /** May it end by itself, as far as all that it loads was read: by `close()`, `process.exit()` and the like? */
  readonly mayEnd: boolean;
  /** Can it hear more than `hears`, through code that was not followed? */
  readonly isOpen: boolean;
  /** Files of its thread that listen to the owner, or that hold the thread by something else; null where one was not read. */
  readonly keepers: readonly string[] | null;
  /** Worked out when somebody asks. */
  readonly holdings: WorkerHoldings;
}

/** An export that another file gives a job library to do its jobs. */
export interface JobProcessor {
  /** The package: `bullmq`. */
  readonly library: string;
  /** The export's name; `*` for every function that the file exports. */
  readonly name: string;
  readonly place: Place;
}

/** An export of a project's file that is, or gives, a worker or something that has methods. */
export interface ExportedWorker {
  /** The file where it is written, relative to the root. */
  readonly file: string;
  /** The name by which that file exports it: `default`, `name`. */
  readonly name: string;
  /** What the export is, what its call gives, or what `new` makes of it. */
  readonly by: 'value' | 'call' | 'new';
  readonly isWorker: boolean;
  /** Of a worker; null where the platform cannot be told. */
  readonly platform: 'node' | 'web' | null;
  /** The library (the module of its row) whose pool it is; null for anything else. */
  readonly pool: string | null;
  /** Its methods that end workers at once, and where they do. */
  readonly kills: readonly { readonly method: string; readonly place: Place }[];
  /** Its methods that end workers after a wait, a request or a look at whether they are busy. */
  readonly gentle: readonly string[];
  /** Its methods that promise a result. */
  readonly runs: readonly string[];
}

/** A worker by its own marks that loads another file. */
export interface MarkedLoader {
  readonly file: string;
  /** What marks it: `uses parentPort`. */
  readonly reason: string;
}

/** What starts what across the files of a root. */
export interface WorkerIndex {
  readonly root: string;
  /** By file and line; then the functions that job libraries are given, by the call. */
  readonly starts: readonly Start[];
  /** Has the root more files than are read? Then nothing is known about it. */
  readonly isTooLarge: boolean;
  findWorker(absoluteFile: string): WorkerFile | null;
  /** The worker by its own marks that loads a file which no start runs; null where other code loads it as well. */
  findMarkedLoader(absoluteFile: string): MarkedLoader | null;
  /** The exports of a file that do jobs, by file and line of the call that registers them. */
  findProcessors(absoluteFile: string): readonly JobProcessor[];
  /** The start at a line; null when there is none or when it may run one of several files. */
  findTarget(absoluteOwner: string, line: number): Start | null;
  workers(): Iterable<WorkerFile>;
  /** The export that a module specifier and a name (`default`, `name`, `default.property`) lead to from a file. */
  findExport(absoluteFile: string, specifier: string, name: string): ExportedWorker | null;
  /** Is what a worker's file imports a copy of its own thread's, which only code outside of workers sets? */
  isSetOutside(absoluteFile: string, specifier: string, name: string): boolean;
}

/** A program of the project, by the file where it begins. */
export interface Program {
  /** Does a file that it loads, itself included, hold one of the words? Yes where not all of them could be looked at. */
  mentions(words: readonly string[]): boolean;
}

/** How a file asks about the others of its project. What stands below `summaries/` knows this much of it only. */
export interface ProjectView {
  /** Can other files be asked about? Not while one is summarised: what it tells must not depend on others. */
  readonly isLinked: boolean;
  /** Has somebody asked already, so that asking again is cheap? */
  readonly isRead: boolean;
  /** Read from the disk at the first question; with `isFresh` looked at again now. */
  getIndex(isFresh?: boolean): WorkerIndex;
  /** What is known about the function that a module specifier and a name (or path of names) lead to from a file. */
  findCallable(absoluteFile: string, specifier: string, name: string): Callable | null;
  /** The same of a type: is it an AbortSignal, or which property of it is? */
  findSignalType(absoluteFile: string, specifier: string, name: string): SignalAnswer | null;
  /** The program that begins with the file; null where others load it, or where it is a library's. */
  findProgram(absoluteFile: string): Program | null;
}
