import type { Artefact } from "./artefact.ts";
import type { LeftFile, LeftReason, Original } from "./plan_type.ts";
import type { Found } from "./scan_type.ts";
import type { Seen } from "./seen.ts";

/** An original as it goes to the backup. */
export function originalOf({ artefact, seen }: Found, into: readonly string[]): Original {
  const { path, bytes, files } = seen;
  const kind = seen.kind === "other" ? "file" : seen.kind;
  return { artefact: artefact.id, path, kind, bytes, files, into };
}

/** Something as it is listed when it stays. */
export function leftOf(seen: Seen, artefact: Artefact | null, reason: LeftReason): LeftFile {
  const { path, kind, bytes } = seen;
  return { path, artefact: artefact?.id ?? null, kind, reason, bytes };
}
