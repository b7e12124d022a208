import type { Place } from "../repo/place.ts";
import type { OperationTable } from "../store/journal.ts";
import type { DeclaredSecret } from "../workflow/declared_secrets.ts";
import type { WorkflowDefinition } from "../workflow/definition.ts";

/** What a check looks at. */
export interface DoctorInput {
  readonly place: Place;
  readonly operations: OperationTable;
  /** The environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly now: Date;
  /** Name of this machine, as the holders of locks write it. */
  readonly host: string;
  /** Version of this program. */
  readonly version: string;
  /** Looks for the secrets that a workflow declares, and runs no program for it: those in no source. */
  readonly missingSecrets: (
    definition: WorkflowDefinition,
  ) => Promise<readonly DeclaredSecret[]>;
}

/** How bad a finding is; only errors make `doctor` fail. Of what was not tried nothing is known. */
export type Severity = "ok" | "note" | "error" | "not_tried";

/** What a check found out. `cli` has the words for `id` and `facts`. */
export interface Finding {
  readonly id: CheckId;
  readonly severity: Severity;
  /** What was seen, as data. */
  readonly evidence: Evidence;
  /** The session it is about, if one. */
  readonly session: string | null;
  /** Whether `doctor --fix` mends it. */
  readonly fixable: boolean;
}

/** What was seen, by name. */
export type Evidence = Readonly<Record<string, string | number | boolean | null>>;

/** The checks, in the order in which they run. */
export type CheckId =
  | "home"
  | "house"
  | "identity"
  | "journal"
  | "sessions"
  | "locks"
  | "tmp"
  | "definition"
  | "settings"
  | "declared-secrets"
  | "config"
  | "trust"
  | "quarantine"
  | "trash"
  | "uninstalled"
  | "legacy"
  | "permissions"
  | "space"
  | "git-program"
  | "git"
  | "environment"
  | "hooks"
  | "tmux"
  | "sops"
  | "secrets"
  | "versions"
  | "probe";

/** One check: reads only, runs nothing that the repository names. */
export type Check = (input: DoctorInput) => Promise<readonly Finding[]>;

/** A finding that `--fix` does not mend, about no certain session unless one is given. */
export function found(
  id: CheckId,
  severity: Severity,
  evidence: Evidence,
  session: string | null = null,
): Finding {
  return { id, severity, evidence, session, fixable: false };
}
