const hushed = new Set<unknown>();

/** Keeps the warnings of one name off the terminal. */
export function hush(name: string): void {
  if (hushed.size === 0) {
    const emitWarning = process.emitWarning.bind(process);
    process.emitWarning = ((...args: Parameters<typeof emitWarning>) => {
      if (!hushed.has(args[1])) emitWarning(...args);
    }) as typeof process.emitWarning;
  }
  hushed.add(name);
}
