import type { CommandModule, CommandSyntax } from "./command_entry.ts";
import { type Context, endProcess, systemContext } from "./context.ts";
import type { LegacyFlag } from "./legacy.ts";
import { readCommandLine, wantsJson } from "./read_command_line.ts";
import { runCommand } from "./run_command.ts";

/** A command by itself, as the compiled program has each in a bundle of its own. */
export interface SingleCommand {
  readonly syntax: CommandSyntax;
  readonly legacyFlags: readonly LegacyFlag[];
  readonly module: CommandModule;
}

/** Runs a command line of this process that begins with the words of this command. */
export async function runSingle(single: SingleCommand): Promise<void> {
  endProcess(await dispatchSingle(single, systemContext()));
}

async function dispatchSingle(single: SingleCommand, context: Context): Promise<number> {
  const { syntax, legacyFlags, module } = single;
  try {
    const { globals, rest } = readCommandLine(
      context.args,
      (path) => path === syntax.path ? syntax : undefined,
    );
    const load = () => Promise.resolve(module);
    return await runCommand({ syntax, legacyFlags, commands: [], globals, rest, load }, context);
  } catch (error) {
    const { reportError } = await import("./report_error.ts");
    return reportError(error, null, wantsJson(context.args), context);
  }
}
