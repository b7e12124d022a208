import type { Candidate } from "../../config/resolve_key.ts";
import { writtenText } from "../../config/written_text.ts";
import { escapeLine } from "../escape.ts";

/** One layer's value for a document. */
export function candidateJson({ layer, origin, written, value, fate }: Candidate): object {
  return { layer, origin, value: value ?? written, fate };
}

/** One layer's value in a line, with what became of it. */
export function fateText(candidate: Candidate): string {
  const { origin, written, value } = candidate;
  const shown = escapeLine(writtenText(value ?? written));
  return `${shown === "" ? '""' : shown}  (${escapeLine(origin)}): ${FATES[candidate.fate]}`;
}

const FATES: Readonly<Record<Candidate["fate"], string>> = {
  wins: "this one counts",
  overridden: "overridden",
  invalid: "no value of this key: commands that need it exit 78",
  user_only: "ignored, because no repository may set it",
  not_granted: "ignored until it is granted: orchestrator trust show",
};
