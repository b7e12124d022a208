import type { CommandModule } from "./command_entry.ts";
import type { CommandSyntax } from "./command_syntax.ts";
import { type Context, endProcess, systemContext } from "./context.ts";
import type { LegacyFlag } from "./legacy.ts";
import { readCommandLine, wantsJson } from "./line/read_command_line.ts";
import { runCommand } from "./run_command.ts";

/** One of the commands that the compiled program has in a script of their own. */
export interface FamilyCommand {
  readonly syntax: CommandSyntax;
  readonly legacyFlags: readonly LegacyFlag[];
  readonly load: () => Promise<CommandModule>;
}

/** Runs a command line of this process that begins with the words of one of `commands`. */
export async function runFamily(commands: readonly FamilyCommand[]): Promise<void> {
  endProcess(await dispatchFamily(commands, systemContext()));
}

async function dispatchFamily(
  commands: readonly FamilyCommand[],
  context: Context,
): Promise<number> {
  try {
    const { entry, globals, rest } = readCommandLine(
      context.args,
      (path) => commands.find(({ syntax }) => syntax.path === path)?.syntax,
    );
    const command = commands.find(({ syntax }) => syntax === entry);
    if (command === undefined) throw new TypeError("The command line names another command");
    return await runCommand({ ...command, commands: [], globals, rest }, context);
  } catch (error) {
    const { reportError } = await import("./report_error.ts");
    return reportError(error, null, wantsJson(context.args), context);
  }
}
