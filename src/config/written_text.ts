import type { AnyValue, Written } from "./key.ts";

/** What somebody wrote, or a value, as one text: words are joined by commas. */
export function writtenText(written: Written | AnyValue): string {
  if (written === null) {
    return "a mapping or a list of lists";
  }
  return Array.isArray(written) ? written.join(",") : String(written);
}
