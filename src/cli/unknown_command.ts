import { fail } from "../store/failure.ts";
import { nearestName } from "../workflow/nearest_name.ts";
import { COMMAND_TABLE, commandsOf } from "./command_table.ts";
import { findLegacyCommand, LEGACY_COMMANDS, legacyFlagsOf } from "./legacy.ts";

/**
 * The failure for words that name no command: retired, not here yet, or mistyped.
 *
 * @param rest The words after them; a flag that is refused stays refused.
 */
export function unknownCommand(words: readonly string[], rest: readonly string[]): Error {
  const known = findLegacyCommand(words);
  if (known?.fate.is === "retired") {
    return fail("legacy.retired", { what: known.path, instead: known.fate.instead });
  }
  if (known?.fate.is === "absent") return absent(known.path, rest);
  const [first = ""] = words;
  const inGroup = commandsOf(first).length > 0;
  const below = LEGACY_COMMANDS.find(({ path }) => path.startsWith(`${first} `));
  if (!inGroup && below?.fate.is === "absent") return absent(first, rest);
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

function absent(path: string, rest: readonly string[]): Error {
  for (const { name, fate } of legacyFlagsOf(path)) {
    const isGiven = rest.some((word) => word === `--${name}` || word.startsWith(`--${name}=`));
    if (isGiven && fate.is === "refused") {
      return fail("legacy.refused", { what: `${path} --${name}`, instead: fate.instead });
    }
  }
  return fail("legacy.absent", { what: path });
}
