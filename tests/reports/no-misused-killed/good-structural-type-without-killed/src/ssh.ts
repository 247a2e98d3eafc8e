interface Killable {
  kill(signal?: number): void;
}

export function killWithTimeout(proc: Killable, graceMs = 5000): void {
  try {
    proc.kill();
  } catch {
    return;
  }
  setTimeout(() => {
    try {
      proc.kill(9);
    } catch {
      // It has gone.
    }
  }, graceMs);
}
