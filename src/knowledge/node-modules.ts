/** Node's built-in modules without `node:`, those whose default export is the module object itself. */
export const nodeModules: ReadonlySet<string> = new Set(
  (
    'assert assert/strict async_hooks buffer child_process cluster console constants crypto dgram ' +
    'diagnostics_channel dns dns/promises domain events fs fs/promises http http2 https inspector ' +
    'inspector/promises module net os path path/posix path/win32 perf_hooks process punycode querystring ' +
    'readline readline/promises repl sea sqlite stream stream/consumers stream/promises stream/web ' +
    'string_decoder sys test test/reporters timers timers/promises tls trace_events tty url util util/types ' +
    'v8 vm wasi worker_threads zlib'
  ).split(' '),
);

/** Modules whose `promises` export is a module of its own. */
export const modulesWithPromises: ReadonlySet<string> = new Set(['dns', 'fs', 'readline', 'stream', 'timers']);

/** Names of the global object. */
export const globalObjects: ReadonlySet<string> = new Set(['globalThis', 'window', 'self', 'global']);
