interface Killable {
  kill(signal?: number): void;
  readonly killed: boolean;
}

export function killWithTimeout(proc: Killable, graceMs = 5000): void {
  try {
    proc.kill();
  } catch {
    return;
  }
  setTimeout(() => {
    try {
      if (!proc.killed) { // EXPECT: no-misused-killed
        proc.kill(9);
      }
    } catch {
      // It has gone.
    }
  }, graceMs);
}
