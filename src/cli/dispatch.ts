import { fail } from "../store/failure.ts";
import type { Call } from "./call.ts";
import type { CommandEntry } from "./command_entry.ts";
import { COMMAND_GROUPS, commandsOf } from "./command_table.ts";
import type { Context } from "./context.ts";
import { type CommandLine, readCommandLine, wantsJson } from "./read_command_line.ts";
import { legacyFlagsOf } from "./legacy.ts";
import { parseArguments } from "./parse_arguments.ts";
import { type Output, printOutput } from "./output.ts";

/**
 * Runs one command line and returns its exit code. Whatever goes wrong is reported here, once: a
 * failure in words, anything else as a bug.
 */
export async function dispatch(context: Context): Promise<number> {
  let call: Call | null = null;
  const json = wantsJson(context.args);
  try {
    const line = readCommandLine(context.args);
    if (line.entry === null) return await answerWithoutCommand(line, context);
    if (line.globals.help) return await printHelp([line.entry.path], line, context);
    call = understand(line.entry, line);
    noteLegacyFlags(call, context);
    const { run } = await line.entry.load();
    const output = await run(call, context);
    return printOutput(output, line.entry.path, json, context);
  } catch (error) {
    const { reportError } = await import("./report_error.ts");
    return reportError(error, call, json, context);
  }
}

function understand(entry: CommandEntry, line: CommandLine): Call {
  const { flags, args } = parseArguments(entry, line.rest);
  return {
    entry,
    commands: COMMAND_GROUPS,
    flags,
    args,
    globals: line.globals,
    hint: { session: null },
  };
}

/** Says which flags of the predecessor do nothing any more; stops at one that is retired. */
function noteLegacyFlags(call: Call, context: Context): void {
  for (const { command, name, fate } of legacyFlagsOf(call.entry.path)) {
    if (!call.flags.has(name)) continue;
    if (fate.is === "retired") {
      throw fail("legacy.retired", { what: `${command} --${name}`, instead: fate.instead });
    }
    context.err(`note: --${name} has no effect: ${fate.why}\n`);
  }
}

async function answerWithoutCommand(line: CommandLine, context: Context): Promise<number> {
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
    const { unknownCommand } = await import("./unknown_command.ts");
    throw unknownCommand(line.words);
  }
  const code = await printHelp(line.words, line, context);
  // The predecessor's code for a command line without a command.
  return first === undefined && !line.globals.help ? 1 : code;
}

async function printHelp(
  topic: readonly string[],
  line: CommandLine,
  context: Context,
): Promise<number> {
  const { helpOutput } = await import("./help/help_output.ts");
  return printOutput(helpOutput(topic, COMMAND_GROUPS), "help", line.globals.json, context);
}
