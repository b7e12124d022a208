import type { FileProblem } from "./file_problem.ts";
import type { SnapshotProblem } from "./snapshot_problem.ts";
import type { UnusableSource } from "./unusable_source.ts";

/**
 * Every expected failure of the program, by code, with the facts that its message is made of.
 * `cli/failure_text.ts` turns a code and its facts into exit code, words and the mending command.
 */
export interface Failures {
  /** An argument does not fit the command; `problem` is the whole sentence of the parser. */
  "usage": { readonly problem: string; readonly command: string };
  "usage.too_long": { readonly what: string; readonly length: number; readonly limit: number };

  /** The working directory, which is where the search for the home begins. */
  "directory.unusable": { readonly problem: string };
  "home.not_found": { readonly from: string; readonly outside: string | null };
  "home.unsafe": { readonly path: string; readonly found: string; readonly expected: string };
  "home.root_missing": { readonly path: string; readonly source: string };
  "identity.differs": { readonly home: string; readonly recorded: string; readonly found: string };

  "id.invalid": { readonly what: string; readonly id: string };
  "session.not_found": { readonly wanted: string; readonly known: readonly string[] };
  "session.ambiguous": { readonly wanted: string; readonly matches: readonly string[] };
  "session.none": { readonly active: readonly string[] };
  "session.not_ours": { readonly session: string };
  "session.damaged": {
    readonly session: string;
    readonly line: number;
    readonly problem: string;
  };
  "session.newer": { readonly session: string; readonly what: string };
  "session.events_only": { readonly session: string };
  "session.unreadable": {
    readonly session: string;
    readonly path: string;
    readonly problem: string;
  };

  /** Deleting needs to be told so: it is not, or not known to be, at its end. */
  "session.not_ended": {
    readonly session: string;
    readonly why: "active" | "damaged" | "newer" | "unreadable" | "predecessor";
  };
  "trash.not_found": { readonly wanted: string; readonly known: readonly string[] };
  "trash.ambiguous": { readonly wanted: string; readonly matches: readonly string[] };
  "trash.invalid": { readonly entry: string; readonly path: string; readonly problem: string };
  /** Something is where a thing from the trash would go; `checkpoint` is null for a session. */
  "trash.occupied": {
    readonly entry: string;
    readonly session: string;
    readonly checkpoint: string | null;
  };

  "quarantine.not_found": { readonly wanted: string; readonly known: readonly string[] };
  /** `part`: it is only a part of a file. */
  "quarantine.invalid": {
    readonly id: string;
    readonly path: string;
    readonly problem: "no_record" | "changed" | "part";
  };
  /** There is no secret in a session. */
  "redact.nothing": { readonly session: string };
  /** Without its secret a line of the log would not be allowed any more. */
  "redact.refused": { readonly session: string; readonly line: number };

  "start.active_exists": {
    readonly session: string;
    readonly task: string;
    readonly wanted: string;
  };
  /** Declared by the workflow, and in no source. */
  "start.secrets_missing": {
    readonly missing: readonly {
      readonly name: string;
      readonly items: readonly string[];
      readonly unusable: readonly UnusableSource[];
    }[];
  };
  "start.trust_refused": { readonly count: number };

  "definition.not_found": { readonly path: string };
  "definition.invalid": { readonly path: string; readonly problems: readonly FileProblem[] };
  "definition.no_phases": { readonly path: string };
  "settings.invalid": { readonly path: string; readonly problems: readonly FileProblem[] };
  "settings.unsafe": { readonly setting: string; readonly characters: string };
  "template.not_text": { readonly item: string; readonly names: readonly string[] };
  "template.unknown_setting": { readonly item: string; readonly names: readonly string[] };

  "checkpoint.not_found": { readonly checkpoint: string; readonly session: string };
  "checkpoint.ambiguous": { readonly wanted: string; readonly matches: readonly string[] };
  "checkpoint.unreadable": {
    readonly checkpoint: string;
    readonly path: string;
    readonly problem: "not_json" | "not_a_checkpoint" | "not_a_file" | "too_large";
    /** The first characters of the file. */
    readonly begins: string;
  };
  "checkpoint.other_workflow": {
    readonly checkpoint: string;
    readonly workflow: string;
    readonly wanted: string;
  };
  "checkpoint.no_state": {
    readonly checkpoint: string;
    readonly problem: "missing" | "not_a_state" | "not_active";
  };
  "confirm.needed": {
    readonly what: string;
    /** The command line that does it, without flags of place and session. */
    readonly command: string;
    /** What would be done, a line each. */
    readonly changes: readonly string[];
  };
  "reload.refused": {
    readonly path: string;
    readonly problems: readonly {
      readonly kind: string;
      readonly phase: string;
      readonly item?: string;
    }[];
  };

  "workflow.not_active": { readonly status: string; readonly command: string };
  "item.not_found": { readonly item: string; readonly phase: string; readonly near: string | null };
  "item.other_phase": { readonly item: string; readonly phase: string; readonly current: string };
  "item.was_skipped": { readonly item: string };
  "item.needs_approval": { readonly item: string; readonly session: string | null };
  "item.not_manual_gate": { readonly item: string };
  "item.changed_meanwhile": { readonly item: string; readonly change: string };
  "skip.gate": { readonly item: string; readonly approval: boolean };
  "skip.required": { readonly item: string; readonly approval: boolean };
  "skip.not_skippable": { readonly item: string; readonly approval: boolean };
  "skip.already": { readonly item: string; readonly status: string };
  "skip.reason_short": { readonly item: string; readonly length: number; readonly least: number };
  "skip.reason_empty": { readonly item: string; readonly reason: string };
  "evidence.unexpected": { readonly item: string };
  "evidence.invalid": {
    readonly item: string;
    readonly schema: string;
    readonly problems: readonly string[];
  };
  "evidence.unreadable": { readonly path: string; readonly problem: string };
  "phase.not_found": { readonly phase: string; readonly known: readonly string[] };
  "phase.blocked": { readonly phase: string; readonly blockers: readonly string[] };
  "finish.incomplete": { readonly phase: string; readonly blockers: readonly string[] };
  "finish.reviews_missing": { readonly reviews: readonly string[] };
  "finish.already": { readonly status: string };
  "approval.needs_human": { readonly what: string };
  "verification.command_invalid": {
    readonly item: string;
    readonly command: string;
    readonly problem: "empty" | "unbalanced_quotes";
  };
  "verification.failed": { readonly item: string; readonly problem: string };
  "verification.incomplete": { readonly item: string; readonly missing: "path" | "command" };
  "verification.path_outside": { readonly item: string; readonly path: string };

  "trust.not_granted": {
    readonly commands: readonly string[];
    readonly hash: string;
    /** How the list differs from the last one that was granted, as lines that begin with + or -. */
    readonly changes: readonly string[];
  };
  "trust.state_unsafe": { readonly path: string; readonly problem: string };
  "trust.no_state": Readonly<Record<string, never>>;
  "trust.no_such_grant": { readonly wanted: string };
  "trust.name_invalid": { readonly name: string };
  "trust.pin_differs": { readonly wanted: string; readonly found: string };

  "config.invalid": {
    readonly key: string;
    readonly origin: string;
    readonly value: string;
    readonly expected: string;
  };
  "config.unreadable": { readonly path: string; readonly problems: readonly FileProblem[] };
  "config.unknown_key": { readonly key: string; readonly near: string | null };
  "config.user_only": { readonly key: string };
  "config.no_directory": Readonly<Record<string, never>>;
  "config.edit_refused": { readonly path: string; readonly key: string; readonly line: number };

  "lock.busy": {
    readonly path: string;
    readonly holder: string | null;
    readonly seconds: number;
  };
  "lock.unsupported": { readonly path: string; readonly filesystem: string };
  "journal.refused": { readonly operation: string; readonly problem: string };

  "snapshot.damaged": { readonly problem: SnapshotProblem };
  "snapshot.newer": { readonly version: string };
  /** Nothing that was given opens it; `recipients` are the types that would. */
  "snapshot.locked": { readonly recipients: readonly string[]; readonly tried: readonly string[] };
  "recipient.invalid": { readonly text: string };
  /** No way to open or to seal was given, and nobody can be asked. */
  "key.missing": { readonly purpose: "seal" | "open"; readonly command: string };
  /** A file that should hold keys or a passphrase holds none. */
  "key.unreadable": {
    readonly path: string;
    readonly expected: "identity" | "key" | "passphrase";
    readonly line: number | null;
  };
  "passphrase.mismatch": { readonly command: string };
  /** age cannot encrypt for a key file, nor for a passphrase and somebody else. */
  "age.recipients": { readonly found: "key" | "passphrase" };
  "output.in_house": { readonly path: string };
  "output.exists": { readonly path: string };
  "snapshot.nothing": { readonly wanted: readonly string[] };
  /** What was to be written would be refused by whoever reads it. */
  "snapshot.refused": { readonly problem: SnapshotProblem };
  /** Secrets are in what was to be packed: some of them, and how many there are. */
  "snapshot.secrets": {
    readonly found: readonly {
      readonly path: string;
      readonly line: number;
      readonly kind: string;
    }[];
    readonly count: number;
    readonly sessions: readonly string[];
  };
  "snapshot.changed": { readonly path: string };
  /** Snapshots are to be written by themselves, but it is not said where to or for whom. */
  "auto_export.incomplete": { readonly missing: "directory" | "recipients" };
  /** In bytes. */
  "import.no_space": { readonly needed: number; readonly free: number };
  /** More files would come one by one than one operation can move. */
  "import.too_many": { readonly count: number };
  /** The snapshot is of another repository. */
  /** `command`: that which takes it all the same. */
  "import.differs": {
    readonly snapshot: string;
    readonly here: string;
    readonly command: string;
  };

  "secret.name_invalid": { readonly name: string; readonly problem: "shape" | "powerful" };
  /** `unusable` are the sources that could not be asked. */
  "secret.not_found": { readonly name: string; readonly unusable: readonly UnusableSource[] };
  /** In the vault of a scope, or in neither. */
  "secret.not_in_vault": {
    readonly name: string;
    readonly scope: "repository" | "user" | null;
  };
  /** No value that it had before is kept. */
  "secret.nothing_kept": { readonly name: string };
  "secret.no_value": { readonly name: string };
  /** In bytes. */
  "secret.too_large": { readonly name: string; readonly limit: number };
  /** Nobody has asked for the value to be shown. */
  "secret.hidden": { readonly name: string };
  "secret.unreadable": {
    readonly name: string;
    readonly scope: "repository" | "user";
    readonly path: string;
    readonly problem: string;
  };
  /** Two secrets would be the same variable of a program. */
  "secret.variables_meet": { readonly variable: string; readonly names: readonly string[] };
  /** A value that no variable can hold. */
  "secret.no_variable": { readonly name: string };
  /** A value that a format of texts cannot hold. */
  "secret.not_text": { readonly name: string; readonly format: string };
  /** A file that secrets are taken from does not open, or is none. */
  "secret.import_failed": {
    readonly path: string;
    readonly why: string;
    readonly detail: string;
  };
  "program.not_found": { readonly program: string };
  "program.not_runnable": { readonly program: string };
  /** The system takes no words and variables of that length; `longest` is that of a secret. */
  "program.too_long": {
    readonly program: string;
    readonly longest: { readonly name: string; readonly bytes: number } | null;
  };
  "vault.none": { readonly scope: "repository" | "user"; readonly path: string };
  /** Nothing that is at hand opens it; `recipients` is what would, `tried` what was there. */
  "vault.locked": {
    readonly scope: "repository" | "user";
    readonly path: string;
    readonly recipients: readonly string[];
    readonly tried: readonly string[];
    /** The user's configuration directory, where the key file would be. */
    readonly keyDirectory: string | null;
  };
  /** A rotation would shut these out, for whom no new key can be wrapped. */
  "vault.others": { readonly recipients: readonly string[] };
  "vault.no_recipient": { readonly recipient: string; readonly known: readonly string[] };
  "vault.damaged": { readonly path: string; readonly problem: string };
  "vault.newer": { readonly path: string; readonly schema: number };
  "vault.key_unsafe": { readonly path: string; readonly problem: string };
  "vault.key_damaged": { readonly path: string };
  "vault.no_key_place": { readonly path: string | null; readonly problem: string };

  /** An archive with a repository of the predecessor. */
  "archive.refused": { readonly path: string; readonly problem: SnapshotProblem };
  "migrate.blocked": {
    readonly problems: readonly {
      readonly kind: string;
      readonly path: string;
      readonly detail: string;
    }[];
  };
  /** In bytes. */
  /** Secrets that the vault cannot have, or has with another value. */
  "migrate.secrets_stay": {
    readonly paths: readonly string[];
    readonly names: readonly string[];
    readonly why: "name" | "value";
  };
  "migrate.no_space": { readonly needed: number; readonly free: number };
  /** The predecessor was at work; nothing is changed. */
  "migrate.changed": { readonly paths: readonly string[] };
  "migrate.unsound": { readonly migration: string; readonly sessions: readonly string[] };
  "migration.not_found": { readonly wanted: string | null; readonly known: readonly string[] };
  "migration.unreadable": { readonly migration: string; readonly problem: string };
  "migration.already_back": { readonly migration: string };
  "migration.backup_differs": { readonly migration: string; readonly paths: readonly string[] };
  "migration.occupied": { readonly migration: string; readonly paths: readonly string[] };

  "file.not_found": { readonly path: string };
  "file.unreadable": { readonly path: string; readonly problem: string };
  "file.not_created": { readonly path: string; readonly problem: string };
  /** `force` is what `--force` has to be given with to mean the same. */
  "file.exists": { readonly path: string; readonly force: readonly string[] };
  "file.changed": { readonly path: string };
  "io": { readonly action: string; readonly path: string; readonly problem: string };
  "output.failed": { readonly problem: string };

  /** A workflow of the predecessor is in progress; `path` is that of its state. */
  "legacy.active": {
    readonly path: string;
    readonly workflow: string;
    readonly task: string;
    /** The linked worktree that it lies in; null for the home. */
    readonly tree: string | null;
  };
  "legacy.refused": { readonly what: string; readonly instead: string };
  "legacy.retired": { readonly what: string; readonly instead: string };

  /** `instead` is the command line that writes it all the same. */
  "export.occupied": { readonly path: string; readonly instead: string };
  "export.in_house": { readonly path: string };

  /** A migration stands, and with it the only originals would go. */
  "uninstall.migrated": Readonly<Record<string, never>>;
  /** The vault holds secrets, and no copy of them would be left. */
  "uninstall.secrets": { readonly count: number };
  /** The file of the export would be removed with the rest. */
  "uninstall.export_inside": { readonly path: string };
  /** Neither a file nor a directory, which is all that the export can hold. */
  "uninstall.not_exportable": { readonly path: string };

  "agents.damaged": { readonly path: string; readonly line: number; readonly problem: string };
  "agents.not_text": { readonly path: string };
  "feedback.cannot_ask": Readonly<Record<string, never>>;
  "generated.not_ours": { readonly path: string };
  "init.restore_none": { readonly path: string };
  "init.template_not_found": { readonly wanted: string; readonly known: readonly string[] };
  "init.template_refused": { readonly source: string; readonly problem: string };
  "init.template_not_fetched": {
    readonly source: string;
    readonly url: string;
    readonly problem: string;
  };
  /** A `.gitignore` or `.gitattributes` in the house that somebody else has written. */
  "gitignore.not_ours": { readonly path: string };
  "interrupted": { readonly signal: "SIGINT" | "SIGTERM" };
}

/** The code of an expected failure. */
export type FailureCode = keyof Failures;

/** A code together with its facts, as data. */
export type Failure = {
  readonly [C in FailureCode]: { readonly code: C; readonly facts: Failures[C] };
}[
  FailureCode
];

/** The one error type of the program; anything else that is thrown is a bug (exit 70). */
export class OrchestratorError extends Error {
  override readonly name = "OrchestratorError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
}

/** Makes the error for a code and its facts; `throw fail("lock.busy", {…})`. */
export function fail<C extends FailureCode>(code: C, facts: Failures[C]): OrchestratorError {
  return new OrchestratorError({ code, facts } as unknown as Failure);
}

/** What went wrong, in the words of the system where it had any, else the code. */
export function problemOfFailure({ code, facts }: Failure): string {
  return "problem" in facts && typeof facts.problem === "string" ? facts.problem : code;
}
