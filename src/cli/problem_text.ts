import type { FileLocation, FileProblem, ProblemCause } from "../store/file_problem.ts";
import type { AdaptNote } from "../workflow/adapt_definition.ts";
import type { DefinitionWarning, WarningCause } from "../workflow/definition_warning.ts";

/** Words one problem of a file: `phases.0.items.0.id (line 12): expected a string, found a number`. */
export function problemText(problem: FileProblem): string {
  return withPlace(problem, causeText(problem.cause));
}

/** Words one warning about a definition, in the same form. */
export function warningText(warning: DefinitionWarning): string {
  return withPlace(warning, warningCauseText(warning.cause));
}

/** Words what a workflow was adapted to; also the note in the list of an item that lost its command. */
export function adaptNoteText(note: AdaptNote): string {
  if (note.kind === "detected") {
    return `${note.setting} is "${note.command}", because ${note.file} is here`;
  }
  const settings = note.settings.join(" and ");
  return `[note] Not checked by a command, because ${settings} is not set. Check it by hand and say what you did, or skip it with a reason.`;
}

function withPlace({ location, line, column }: FileLocation, text: string): string {
  if (location !== "") return `${location}${line === null ? "" : ` (line ${line})`}: ${text}`;
  return line === null ? text : `line ${line}, column ${column}: ${text}`;
}

function causeText(cause: ProblemCause): string {
  switch (cause.kind) {
    case "too_large":
      return `larger than ${cause.limit / 1024 / 1024} MiB`;
    case "syntax":
      return cause.detail;
    case "several_documents":
      return "a second document begins here, but only one is allowed";
    case "empty":
      return "the file is empty";
    case "expansion":
      return `its aliases contain themselves or stand for more than ${cause.limit} values`;
    case "alias":
      return `there is no anchor "${cause.name}" before this alias`;
    case "merge":
      return `the value of "<<" must be a mapping or a list of mappings`;
    case "too_deep":
      return `more than ${cause.limit} collections inside each other`;
    case "not_json":
      return cause.found === "key"
        ? "a key must be plain text"
        : "infinite numbers and NaN are not allowed";
    case "duplicate_key":
      return `the key "${cause.key}" is here twice${onLine(cause.firstLine, "first")}`;
    case "missing":
      return "is missing";
    case "type":
      return `expected ${withArticle(cause.expected)}, found ${withArticle(cause.found)}`;
    case "choice":
      return `"${cause.found}" is not one of ${cause.choices.join(", ")}`;
    case "phase_id":
      return `"${cause.id}" is not a phase id: use upper-case letters, such as "PLAN"`;
    case "item_id":
      return `"${cause.id}" is not an item id: use letters, digits and underscores`;
    case "secret_name":
      return `"${cause.name}" is no name for a secret: use that of an environment variable which programs do not obey, such as "API_KEY" or "team/API_KEY"`;
    case "same_variable":
      return `two secrets of one item would be the variable ${cause.variable}`;
    case "duplicate_id":
      return `the ${cause.what} id "${cause.id}" is taken by ${cause.first}${
        onLine(cause.firstLine, "")
      }`;
    case "needs":
      return `a check of type ${cause.type} needs a ${cause.field}`;
    case "nul":
      return "a path or command cannot have a NUL character";
    case "more":
      return `${cause.count} further problem${cause.count === 1 ? "" : "s"} not shown`;
  }
}

function warningCauseText(cause: WarningCause): string {
  switch (cause.kind) {
    case "unknown_key":
      return `unknown key, ignored${meant(cause.near)}`;
    case "unknown_setting":
      return `there is no setting for {{${cause.name}}}${meant(cause.near)}`;
    case "no_effect":
      return `"${cause.found}" has no effect, only ${cause.choices.join(", ")} ${
        cause.choices.length === 1 ? "has" : "have"
      } one`;
  }
}

function meant(near: string | null): string {
  return near === null ? "" : `; did you mean "${near}"?`;
}

function onLine(line: number | null, word: string): string {
  if (line === null) return "";
  return word === "" ? ` (line ${line})` : `, ${word} on line ${line}`;
}

function withArticle(type: string): string {
  if (type === "null") return "nothing";
  return `${/^[aeiou]/.test(type) ? "an" : "a"} ${type}`;
}
