import { fail } from "../store/failure.ts";
import type { CommandEntry } from "./command_entry.ts";
import { COMMAND_GROUPS, commandsOf, findCommand } from "./command_table.ts";
import type { Context } from "./context.ts";
import { findLegacyCommand, legacyFlagsOf } from "./legacy.ts";
import { type Output, printOutput } from "./output.ts";
import { type CommandLine, readCommandLine, wantsJson } from "./line/read_command_line.ts";
import { runCommand } from "./run_command.ts";

/**
 * Runs one command line and returns its exit code. Whatever goes wrong is reported here, once: a
 * failure in words, anything else as a bug.
 */
export async function dispatch(context: Context): Promise<number> {
  try {
    const line = readCommandLine(context.args, findCommand);
    if (line.entry === null) return await answerWithoutCommand(line, context);
    assertNotRetired(line);
    if (line.globals.help) return await printHelp([line.entry.path], line, context);
    return await runEntry(line.entry, line, context);
  } catch (error) {
    const { reportError } = await import("./report_error.ts");
    return reportError(error, null, wantsJson(context.args), context);
  }
}

function runEntry(
  entry: CommandEntry,
  { globals, rest }: CommandLine<CommandEntry>,
  context: Context,
): Promise<number> {
  const legacyFlags = legacyFlagsOf(entry.path);
  const { load } = entry;
  const commands = COMMAND_GROUPS;
  return runCommand({ syntax: entry, legacyFlags, commands, globals, rest, load }, context);
}

/** A retired command below a word that is a command by itself, such as `feedback sync`. */
function assertNotRetired({ words, rest }: CommandLine<CommandEntry>): void {
  const known = findLegacyCommand([...words, ...rest]);
  if (known?.fate.is !== "retired") return;
  throw fail("legacy.retired", { what: known.path, instead: known.fate.instead });
}

async function answerWithoutCommand(
  line: CommandLine<CommandEntry>,
  context: Context,
): Promise<number> {
  const [first] = line.words;
  const flag = line.rest.find((word) => word.startsWith("-"));
  if (flag === "--version" || flag === "-v") {
    const { VERSION } = await import("./version.ts");
    const output: Output = { json: { version: VERSION }, text: `orchestrator ${VERSION}\n` };
    return printOutput(output, "version", line.globals.json, context);
  }
  if (flag !== undefined && line.words.length === 0) {
    throw fail("usage", { problem: `there is no flag "${flag}" before a command`, command: "" });
  }
  const group = line.words.length === 1 && first !== undefined && commandsOf(first).length > 0;
  if (first !== undefined && !group) {
    const { unknownCommand } = await import("./line/unknown_command.ts");
    throw unknownCommand(line.words);
  }
  const code = await printHelp(line.words, line, context);
  // The predecessor's code for a command line without a command.
  return first === undefined && !line.globals.help ? 1 : code;
}

async function printHelp(
  topic: readonly string[],
  line: CommandLine<CommandEntry>,
  context: Context,
): Promise<number> {
  const { helpOutput } = await import("./help/help_output.ts");
  return printOutput(helpOutput(topic, COMMAND_GROUPS), "help", line.globals.json, context);
}
