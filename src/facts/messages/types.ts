/** A literal that a message, or a field of it, is compared with. */
export interface HeardMessage {
  readonly value: string;
  /** The field that holds it, `data.type` for one inside another; null where the message is the text itself. */
  readonly field: string | null;
  readonly line: number;
  /** What says that the message comes from the owner: the origin of the port, or only its name. */
  readonly evidence: 'origin' | 'name';
}

/** A constant of another file that a message is compared with; what it is, that file tells. */
export interface HeardConstant {
  readonly specifier: string;
  /** `STOP`, `MessageType.Stop` */
  readonly name: string;
  readonly field: string | null;
  readonly line: number;
  /** What becomes of the thread after it; whether it asks for a stop, the constant tells. */
  readonly end: Omit<EndAfter, 'message'>;
}

/** A message, or its kind, that is given to a function of another file. */
export interface HandedOn {
  readonly specifier: string;
  readonly name: string;
  readonly argument: number;
  readonly field: string | null;
}

/** What becomes of the thread once it has heard a request to stop. */
export interface EndAfter {
  readonly message: { readonly value: string; readonly field: string | null };
  readonly ends: 'yes' | 'no' | 'unknown';
  /**
   * How: `exit` at once; `idle` as soon as nothing keeps the thread alive, what other files hold (`keepAlive`) counted
   * too. Null where it does not end or that is not known.
   */
  readonly by: 'exit' | 'idle' | null;
  /** The witness: the call that ends it, or the listener or loop that keeps it; else the branch. */
  readonly line: number;
}

/** Something that a file starts and that keeps a thread alive. */
export interface KeepAlive {
  readonly kind: 'listener' | 'interval' | 'server' | 'thread' | 'loop' | 'package';
  readonly line: number;
}

/** What a function, or a whole file, does with a message. */
export interface Heard {
  readonly messages: readonly HeardMessage[];
  readonly constants: readonly HeardConstant[];
  readonly handedOn: readonly HandedOn[];
  /** Can it hear more, through code that was not followed? */
  readonly isOpen: boolean;
  /** One for each message of `messages` that asks for a stop. */
  readonly endsAfter: readonly EndAfter[];
}

/** A stop that a file hears through the signal of the project's stop helper. */
export interface HelperStop {
  /** Where the helper is imported from. */
  readonly specifier: string;
  readonly value: string;
  readonly end: Omit<EndAfter, 'message'>;
}

/** What the message listeners of a file hear. */
export interface Listening extends Heard {
  readonly helperStops: readonly HelperStop[];
  readonly listens: boolean;
  readonly keepAlive: readonly KeepAlive[];
  /** Does any code of the file let its thread end? A `no` holds for the whole thread where no file of it does. */
  readonly mayEnd: boolean;
}
