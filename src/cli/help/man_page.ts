import type { CommandDescription, CommandGroup, FlagEntry } from "../command_syntax.ts";
import { GLOBAL_FLAGS } from "../table/global.ts";
import { VERSION } from "../version.ts";
import { usageLine, writesText } from "./command_page.ts";
import { EXIT_CODE_ROWS } from "./exit_code_rows.ts";
import { TOPICS } from "./topics.ts";

/** The manual page of the program, in the macros of man(7). */
export function manPage(groups: readonly CommandGroup[]): string {
  return [
    `.TH ORCHESTRATOR 1 "" "orchestrator ${VERSION}" "User Commands"`,
    ".SH NAME",
    "orchestrator \\- remembers where an agent's workflow stands, and what comes next",
    ".SH SYNOPSIS",
    ".B orchestrator",
    ".I COMMAND",
    "[arguments] [flags]",
    ".SH DESCRIPTION",
    roff(
      "All state is in the directory .orchestrator of the repository; workflow.yaml says what the workflow is.",
    ),
    ...groups.flatMap(({ title, entries }) => {
      const shown = entries.filter(({ hidden }) => hidden !== true);
      return [`.SH ${roff(title.toUpperCase())}`, ...shown.flatMap(commandLines)];
    }),
    ".SH FLAGS OF EVERY COMMAND",
    ...GLOBAL_FLAGS.flatMap(flagLines),
    ".SH PAGES OF HELP",
    ...TOPICS.flatMap((
      { name, brief },
    ) => [".TP", `.B orchestrator help ${roff(name)}`, roff(brief)]),
    ".SH EXIT STATUS",
    ...EXIT_CODE_ROWS.flatMap(([code, text]) => [".TP", `.B ${code}`, roff(text)]),
    "",
  ].join("\n");
}

function commandLines(entry: CommandDescription): readonly string[] {
  const { path, brief, details, flags, effect } = entry;
  return [
    `.SS ${roff(path)}`,
    `.B ${roff(usageLine(entry))}`,
    ".PP",
    roff(`${brief}.`),
    ...details.flatMap((text) => [".PP", roff(text)]),
    ".PP",
    roff(`Writes: ${writesText(effect)}`),
    ...flags.flatMap(flagLines),
  ];
}

function flagLines({ name, short, kind, placeholder, brief }: FlagEntry): readonly string[] {
  const letter = short === undefined ? "" : `-${short}, `;
  const value = kind === "switch" ? "" : ` ${placeholder ?? "VALUE"}`;
  return [".TP", `.B ${roff(`${letter}--${name}${value}`)}`, roff(brief)];
}

/** Text as roff takes it: nothing in it is a request or an escape. */
function roff(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^[.']/, "\\&$&");
}
