import type { Place } from "../repo/place.ts";
import type { OperationTable } from "../store/journal.ts";

/** What a check looks at. */
export interface DoctorInput {
  readonly place: Place;
  readonly operations: OperationTable;
  /** The environment of this process. */
  readonly env: Readonly<Record<string, string>>;
}

/** How bad a finding is; only errors make `doctor` fail. */
export type Severity = "ok" | "note" | "error";

/** What a check found out. `cli` has the words for `id` and `facts`. */
export interface Finding {
  readonly id: CheckId;
  readonly severity: Severity;
  /** What was seen, as data. */
  readonly evidence: Readonly<Record<string, string | number | boolean | null>>;
  /** The session it is about, if one. */
  readonly session: string | null;
  /** Whether `doctor --fix` mends it. */
  readonly fixable: boolean;
}

/** The checks, in the order in which they run. */
export type CheckId =
  | "home"
  | "house"
  | "identity"
  | "journal"
  | "sessions"
  | "trash"
  | "uninstalled"
  | "legacy"
  | "git";

/** One check: reads only, runs nothing that the repository names. */
export type Check = (input: DoctorInput) => Promise<readonly Finding[]>;
