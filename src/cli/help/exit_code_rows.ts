import { EXIT } from "../exit_code.ts";

const MEANINGS: Readonly<Record<keyof typeof EXIT, string>> = {
  done: "done",
  refused: "refused by a rule, or a check found something",
  usage: "the command line was not understood",
  data: "bad data",
  noInput: "no such session (or none, where one is needed), file or input",
  unavailable: "something needed is missing, retired, or of a newer format",
  bug: "a bug of this program",
  cannotCreate: "a file could not be created",
  io: "reading or writing failed; nothing was recorded, or its output was lost",
  busy: "somebody else is at work: try again",
  notTrusted: "commands not granted, or a path that is not safe to use",
  config: "a setting is wrong",
  notRunnable: "secrets exec: the program cannot be started",
  notFound: "secrets exec: there is no such program",
  interrupted: "stopped by SIGINT",
  brokenPipe: "the reader of the output went away",
  terminated: "stopped by SIGTERM",
};

/** Every exit code with its meaning, in the order of its number. */
export const EXIT_CODE_ROWS: readonly (readonly [number, string])[] = (
  Object.keys(EXIT) as (keyof typeof EXIT)[]
).map((name) => [EXIT[name], MEANINGS[name]]);
