import type { SourceId, UnusableReason } from "../../secrets/secret_source.ts";
import type { UnusableSource } from "../../store/unusable_source.ts";
import { escapeLine } from "../escape.ts";

const SOURCES: Readonly<Record<SourceId, string>> = {
  "environment": "the environment",
  "repository": "the vault of this repository",
  "user": "your own vault",
  "secrets-enc": ".secrets.enc of the predecessor",
  "sops": "a file of sops",
  "git-credential": "git's credential helper",
  "prompt": "the terminal",
};

const REASONS: Readonly<Record<UnusableReason, string>> = {
  "no_password": "SECRETS_PASSWORD is not set",
  "wrong_password": "SECRETS_PASSWORD does not open it",
  "no_key": "neither SOPS_AGE_KEY nor SOPS_AGE_KEY_FILE is set",
  "no_program": "the program is not installed",
  "program_failed": "the program failed",
  "not_granted": "nobody has granted this file of the repository",
  "not_age_only": "it has keys of other kinds than age, for which sops would ask a service",
  "unreadable": "it cannot be read",
  "no_terminal": "nobody can be asked",
};

/** A source in words. */
export function sourceText(source: string): string {
  return Object.hasOwn(SOURCES, source) ? SOURCES[source as SourceId] : escapeLine(source);
}

/** Why a source was not asked, in one line. */
export function unusableText({ source, why, detail }: UnusableSource): string {
  const of = detail === "" ? "" : ` (${escapeLine(detail)})`;
  return `${sourceText(source)}${of}: ${reasonText(why)}`;
}

/** Why something could not be opened, in words. */
export function reasonText(why: string): string {
  return Object.hasOwn(REASONS, why) ? REASONS[why as UnusableReason] : escapeLine(why);
}
