import type { UnusableSource } from "../../store/unusable_source.ts";
import type { DeclaredSecret } from "../../workflow/declared_secrets.ts";
import { quoteWord } from "../line/quote_word.ts";
import { unusableText } from "./source_words.ts";

/** A secret that a workflow declares and no source has. */
export interface MissingSecret extends DeclaredSecret {
  /** Sources that could not be asked: it may be there. */
  readonly unusable: readonly UnusableSource[];
}

/** What is missing, what for, and the command that sets it: in one line. */
export function missingText(secret: MissingSecret, root: string): string {
  return `${headOf(secret)}: ${setCommand(secret.name, root)}${elsewhereOf(secret)}`;
}

/** What is missing and what for. */
export function missingWords(secret: MissingSecret): string {
  return `${headOf(secret)}${elsewhereOf(secret)}`;
}

function headOf({ name, items }: MissingSecret): string {
  return `the secret ${name} is missing${items.length === 0 ? "" : ` (for ${items.join(", ")})`}`;
}

function elsewhereOf({ unusable }: MissingSecret): string {
  return unusable.length === 0
    ? ""
    : `; it may be in what could not be asked: ${unusable.map(unusableText).join("; ")}`;
}

/** The command that sets a secret. */
export function setCommand(name: string, root: string): string {
  return `orchestrator secrets set ${quoteWord(name)}${root}`;
}
