import type { Failure, FailureCode, Failures } from "../store/failure.ts";
import { CONFIG_FAILURES } from "./failure_text/config.ts";
import { CHECKPOINT_FAILURES } from "./failure_text/checkpoint.ts";
import { AGENTS_FAILURES } from "./failure_text/agents.ts";
import { FILE_FAILURES } from "./failure_text/file.ts";
import { INIT_FAILURES } from "./failure_text/init.ts";
import { ITEM_FAILURES } from "./failure_text/item.ts";
import { IMPORT_FAILURES } from "./failure_text/import.ts";
import { MIGRATE_FAILURES } from "./failure_text/migrate.ts";
import { PHASE_FAILURES } from "./failure_text/phase.ts";
import { QUARANTINE_FAILURES } from "./failure_text/quarantine.ts";
import { REDACT_FAILURES } from "./failure_text/redact.ts";
import { REPORT_FAILURES } from "./failure_text/report.ts";
import { SECRET_FAILURES } from "./failure_text/secret.ts";
import { SESSION_FAILURES } from "./failure_text/session.ts";
import { SNAPSHOT_FAILURES } from "./failure_text/snapshot.ts";
import { STORE_FAILURES } from "./failure_text/store.ts";
import { TRASH_FAILURES } from "./failure_text/trash.ts";
import { TRUST_FAILURES } from "./failure_text/trust.ts";
import { UNINSTALL_FAILURES } from "./failure_text/uninstall.ts";
import { USAGE_FAILURES } from "./failure_text/usage.ts";
import { VAULT_FAILURES } from "./failure_text/vault.ts";
import type { FailureTexts, FailureWords, HintFlags } from "./failure_words.ts";

/** The words of every expected failure. */
export const FAILURE_TEXTS: FailureTexts<FailureCode> = {
  ...USAGE_FAILURES,
  ...CONFIG_FAILURES,
  ...SECRET_FAILURES,
  ...VAULT_FAILURES,
  ...SESSION_FAILURES,
  ...FILE_FAILURES,
  ...AGENTS_FAILURES,
  ...INIT_FAILURES,
  ...ITEM_FAILURES,
  ...IMPORT_FAILURES,
  ...MIGRATE_FAILURES,
  ...PHASE_FAILURES,
  ...CHECKPOINT_FAILURES,
  ...QUARANTINE_FAILURES,
  ...REDACT_FAILURES,
  ...REPORT_FAILURES,
  ...TRASH_FAILURES,
  ...TRUST_FAILURES,
  ...UNINSTALL_FAILURES,
  ...SNAPSHOT_FAILURES,
  ...STORE_FAILURES,
  ...MIGRATE_FAILURES,
};

/** Turns a failure into words. */
export function wordFailure(failure: Failure, hint: HintFlags): FailureWords {
  return wordsOf(failure, hint);
}

function wordsOf<C extends FailureCode>(
  failure: { readonly code: C; readonly facts: Failures[C] },
  hint: HintFlags,
): FailureWords {
  return FAILURE_TEXTS[failure.code](failure.facts, hint);
}
