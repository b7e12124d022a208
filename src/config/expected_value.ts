import type { KeyType } from "./key.ts";

/** What a value of a key has to be, for the facts of `config.invalid`. */
export function expectedValue(type: KeyType): string {
  switch (type.kind) {
    case "boolean":
      return "true or false";
    case "choice":
      return `one of ${type.choices.join(", ")}`;
    case "seconds":
      return `a number of seconds from ${type.min} to ${type.max}`;
    case "count":
      return `a whole number from ${type.min} to ${type.max}`;
    case "text":
      return "a text of one line";
    case "words":
      return "a list of words without spaces or commas";
  }
}
