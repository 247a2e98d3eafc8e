/** A call on a worker or pool that ends running work at once. */
export interface KillCall {
  readonly method: string;
  /** Index of an argument that must be the literal `true` for the call to be a kill. */
  readonly forceArgument?: number;
}

/** One library that runs tasks in workers. */
export interface PoolRow {
  readonly module: string;
  /** Exports whose `new X()` (or call, for factories) gives the pool; `default` for the module itself. */
  readonly constructors: readonly string[];
  /** Names by which type annotations mean the pool, where they are not among the constructors. */
  readonly types?: readonly string[];
  readonly kills: readonly KillCall[];
  /** The call that lets running tasks finish, as it is written after the dot: `close()`; null when there is none. */
  readonly graceful: string | null;
  /** Must the owner await its own task promises before `graceful`, because the call kills late tasks? */
  readonly drainFirst?: boolean;
  /** The pool's own call to await before `graceful`, where it has one: `settled(true)`. */
  readonly drain?: string;
  /** Where the constructor is given the file that its workers run; left out where it is given none. */
  readonly file?: FileArgument;
  /** The method that may be given a file for one task. */
  readonly task?: { readonly method: string; readonly file: FileArgument };
  /** What the calls really do, and where that was seen. */
  readonly fact?: string;
}

/** Where among a call's arguments the name of a file is. */
export interface FileArgument {
  /** From 0; in our own tables from the end where it is negative. */
  readonly argument: number;
  /** The property of that argument that holds it; left out where it is the argument itself. */
  readonly property?: string;
}

/** A function that runs a file in a child process; the file is the first argument. */
export interface ForkRow {
  readonly module: string;
  readonly name: string;
  readonly fact?: string;
}

/** A class whose `new X()` starts a thread. */
export interface WorkerRow {
  /** Module specifiers that export it; empty for a global. */
  readonly modules: readonly string[];
  /** Export name; `default` for the module itself. */
  readonly name: string;
  /** Whose events and methods the instance has. */
  readonly platform: 'node' | 'web';
  readonly fact?: string;
}

/** A function that pauses its caller. */
export interface SleepRow {
  /** Module that exports it; `''` for a global. */
  readonly module: string;
  /** Export name; a dotted path for members (`scheduler.wait`), `default` for the module itself. */
  readonly name: string;
  /** Where a signal goes: in the last options object, as the argument after the delay, or nowhere. */
  readonly signal: 'options' | 'argument' | null;
  /** The option's name; `signal` when left out. */
  readonly option?: string;
  /** Position of the options object, where it is fixed. */
  readonly optionsAt?: number;
  /** Position of the delay in milliseconds; 0 when left out. */
  readonly delayAt?: number;
  /** Holds the whole thread until it returns, instead of giving a promise. */
  readonly blocks?: boolean;
  readonly fact?: string;
}

/** A call that takes an `AbortSignal` in its options and then ends early, rejecting with an `AbortError`. */
export interface CancellableRow {
  /** `module#path`, as the tables write it (`default` for the module itself); of the class or factory where `method` is given. */
  readonly key: string;
  /** The method of what `key` makes that is meant; a dotted path for members: `chat.completions.create`. */
  readonly method?: string;
  /** Position of the options object that takes the signal; `last` where it comes after any number of arguments. */
  readonly optionsAt: number | 'last';
  /** The property of the options that takes it; `signal` when left out. */
  readonly option?: string;
  /** Does it have another name in other versions of the library? */
  readonly hasOtherNames?: boolean;
  /** May a string stand for the options, as the encoding? */
  readonly encodingAsOptions?: boolean;
  /** May arguments before the options be left out, so that the first object literal is the options? */
  readonly optionsMayComeEarlier?: boolean;
  /** Does a callback come behind the options? */
  readonly endsWithCallback?: boolean;
  readonly result: 'promise' | 'iterator' | 'callback' | 'child' | 'request';
  /**
   * `wait`: nothing is lost when it ends early. `write`: an abort can leave half of the data behind (facts 5c).
   * `process`: an abort ends a child process, and is an `error` event there (facts 10).
   */
  readonly effect: 'wait' | 'write' | 'process';
  /** Does it wait for another machine, so that it may take as long as that one likes? */
  readonly isNetwork?: boolean;
  /** Is its time the client's and the server's matter, as with the long polls and acknowledgements of SQS? */
  readonly isTimedByClient?: boolean;
  /** Is it over soon anyway, so that little waits for it? */
  readonly isBrief?: boolean;
  /** Where it was seen or is documented. */
  readonly fact: string;
}

/** Whether the event loop turns while the result of a call is awaited or iterated (facts 4b). */
export interface YieldRow {
  /** `module#path`, as `findOriginKey` gives it, `module#*` for every export; of the class where `method` is given. */
  readonly key: string;
  /** The method of what `key` makes that is meant. */
  readonly method?: string;
  readonly form: 'await' | 'for-await';
  /** `always`: the loop has turned afterwards. `never`: only microtasks have run, so that no message got in. */
  readonly turns: 'always' | 'never';
  /**
   * What must hold for it to be so. `settled`: every promise in the argument never turns the loop itself. `array`: the
   * argument is an array or string. `memory`: every stream is made from memory. `ip`: the argument is an IP address.
   * `free`: nobody else holds the lock. `data`: the object was made of strings or buffers.
   */
  readonly when?: 'settled' | 'array' | 'memory' | 'ip' | 'free' | 'data';
  /** What really happens, and where that was seen. */
  readonly fact: string;
}

/** Where a job library is given the function that does a job. */
export interface JobRow {
  readonly module: string;
  /** Exports that are called, or constructed, with the processor; `default` for the module itself. */
  readonly exports?: readonly string[];
  /** Methods, of anything that was made by the module's exports, that are called with the processor. */
  readonly methods?: readonly string[];
  /** The argument that is the processor or holds it; `last-function` for the last argument that is a function. */
  readonly argument: number | 'last-function';
  /**
   * Where the processor is inside the argument, one path a place: `tasks.*` is every property (or element) of the
   * property `tasks`. Left out where the argument is the processor itself.
   */
  readonly places?: readonly string[];
  /** Where the export, or the method, may be given the name of a file instead, which then runs in a process or thread of its own. */
  readonly file?: FileArgument;
  readonly fact?: string;
}

/** A function that calls another again when it fails, an abort included, unless it is told not to. */
export interface RetryRow {
  /** `module#path`, as `findOriginKey` gives it; of the factory where `method` is given. */
  readonly key: string;
  /** The method of what `key` makes that is meant. */
  readonly method?: string;
  /** Position of the function that is tried. */
  readonly callbackAt: number;
  readonly cure: RetryCure;
  /** What it does after an abort, with and without the cure, and where that was seen. */
  readonly fact: string;
}

/** What ends the retrying. In each text `$` stands for the signal, `#` for the name of the parameter. */
export type RetryCure =
  /** A property of the options; others of the names in `instead` do the same. */
  | {
      readonly in: 'options';
      readonly optionsAt: number;
      readonly property: string;
      readonly value: string;
      readonly instead?: readonly string[];
    }
  /** An argument. */
  | { readonly in: 'argument'; readonly argumentAt: number }
  /** A call of a parameter of the function that is tried, as its first statement. */
  | { readonly in: 'callback'; readonly parameter: string; readonly statement: string };
