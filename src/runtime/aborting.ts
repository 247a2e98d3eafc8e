let depth = 0;

/** Does `abort()` run in this thread: is what happens now an answer to it? */
export function isAborting(): boolean {
  return depth > 0;
}

/** Runs the program's `abort()`. */
export function whileAborting<T>(abort: () => T): T {
  depth += 1;
  try {
    return abort();
  } finally {
    depth -= 1;
  }
}
