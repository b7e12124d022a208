import { fail } from "../../store/failure.ts";
import { nearestName } from "../../workflow/nearest_name.ts";
import { COMMAND_TABLE, commandsOf } from "../command_table.ts";
import { findLegacyCommand } from "../legacy.ts";

/** The failure for words that name no command: retired, or mistyped. */
export function unknownCommand(words: readonly string[]): Error {
  const known = findLegacyCommand(words);
  if (known?.fate.is === "retired") {
    return fail("legacy.retired", { what: known.path, instead: known.fate.instead });
  }
  const [first = ""] = words;
  const inGroup = commandsOf(first).length > 0;
  const wanted = inGroup ? words.slice(0, 2).join(" ") : first;
  const near = nearestName(
    wanted,
    COMMAND_TABLE.filter(({ hidden }) => hidden !== true).map(({ path }) => path),
  );
  const problem = `there is no command "${wanted}"`;
  return fail("usage", {
    problem: near === null ? problem : `${problem}, did you mean "${near}"?`,
    command: "",
  });
}
