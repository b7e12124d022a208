import { type Json, scrubJson as scrubJsonKnowing } from "../../src/scrub/scrub_json.ts";
import { scrubText as scrubTextKnowing } from "../../src/scrub/scrub_text.ts";

/** Scrubs where no values are known. */
export function scrubText(text: string): string {
  return scrubTextKnowing(text, null);
}

/** The same of JSON. */
export function scrubJson(value: Json): Json {
  return scrubJsonKnowing(value, null);
}
