import type { AnyValue, KeyClass } from "../../config/key.ts";
import { writtenText } from "../../config/written_text.ts";

/** Where keys of a class may be set. */
export const CLASS_TEXTS: Readonly<Record<KeyClass, string>> = {
  "inert": "it may be set anywhere",
  "dangerous": "a repository may set it with a grant only",
  "user-only": "no repository may set it",
};

/** A value in one line; nothing has to be seen as well. */
export function valueText(value: AnyValue): string {
  const text = writtenText(value);
  return text === "" ? "(none)" : text;
}
