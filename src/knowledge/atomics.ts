/** The views that `Atomics` takes, by where they come from: https://tc39.es/ecma262/#sec-validateintegertypedarray */
export const ATOMIC_VIEW: ReadonlySet<string> = new Set(
  ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Uint32', 'BigInt64', 'BigUint64'].map((kind) => `#${kind}Array`),
);

/** Plain words of code that shares memory. */
export const SHARED_MEMORY_WORDS = ['SharedArrayBuffer', 'Atomics'];
