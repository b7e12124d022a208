/** Every exit code of the program. Documented for users in `help exit-codes`. */
export const EXIT = {
  /** What was asked for is done, durably. */
  done: 0,
  /** A rule refused it, or a check found something. */
  refused: 1,
  /** The command line was not understood. */
  usage: 2,
  /** Data that cannot be what it claims to be. */
  data: 65,
  /** No such session, file or input. */
  noInput: 66,
  /** Something needed is missing, retired, or of a newer format. */
  unavailable: 69,
  /** A bug of this program. */
  bug: 70,
  /** A file could not be created. */
  cannotCreate: 73,
  /** Reading or writing failed. */
  io: 74,
  /** Somebody else is at work: try again. */
  busy: 75,
  /** Not trusted, or a path that is not safe to use. */
  notTrusted: 77,
  /** The configuration is wrong. */
  config: 78,
  /** A program that was to be run cannot be started. */
  notRunnable: 126,
  /** There is no such program. */
  notFound: 127,
  /** Stopped by SIGINT. */
  interrupted: 130,
  /** The reader of the output went away. */
  brokenPipe: 141,
  /** Stopped by SIGTERM. */
  terminated: 143,
} as const;

/** One of the values of {@link EXIT}. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
