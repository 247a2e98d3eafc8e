/** A mistake of the user's, told in one line; `hint` is a second line that says what to do. */
export class UsageError extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** The paths that were asked for hold no source. */
export class NothingToLintError extends UsageError {}
