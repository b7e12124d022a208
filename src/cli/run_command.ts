import { fail } from "../store/failure.ts";
import type { Call } from "./call.ts";
import type { CommandModule } from "./command_entry.ts";
import type { CommandGroup, CommandSyntax } from "./command_syntax.ts";
import type { Context } from "./context.ts";
import type { LegacyFlag } from "./legacy.ts";
import { printOutput } from "./output.ts";
import { parseArguments } from "./line/parse_arguments.ts";
import { type Globals, wantsJson } from "./line/read_command_line.ts";

/** A command and the words that are for it. */
export interface Order {
  readonly syntax: CommandSyntax;
  /** Flags of the predecessor that the command does not declare itself. */
  readonly legacyFlags: readonly LegacyFlag[];
  /** All commands there are, for help. */
  readonly commands: readonly CommandGroup[];
  readonly globals: Globals;
  /** The words after its name, without global flags. */
  readonly rest: readonly string[];
  readonly load: () => Promise<CommandModule>;
}

/** Runs one command and returns its exit code; what goes wrong is reported here. */
export async function runCommand(order: Order, context: Context): Promise<number> {
  let call: Call | null = null;
  const json = wantsJson(context.args);
  try {
    call = understand(order);
    noteLegacyFlags(call, order.legacyFlags, context);
    const { run } = await order.load();
    const output = await run(call, context);
    return printOutput(output, order.syntax.path, json, context);
  } catch (error) {
    const { reportError } = await import("./report_error.ts");
    return reportError(error, call, json, context);
  } finally {
    await call?.hint.afterwards?.();
  }
}

function understand({ syntax, legacyFlags, commands, globals, rest }: Order): Call {
  const { flags, args } = parseArguments(syntax, legacyFlags, rest);
  return { entry: syntax, commands, flags, args, globals, hint: { session: null } };
}

/** Says which flags of the predecessor do nothing any more; stops at one that is not taken. */
function noteLegacyFlags(call: Call, legacy: readonly LegacyFlag[], context: Context): void {
  for (const { command, name, fate } of legacy) {
    if (!call.flags.has(name)) continue;
    const what = `${command} --${name}`;
    if (fate.is === "retired") throw fail("legacy.retired", { what, instead: fate.instead });
    if (fate.is === "refused") throw fail("legacy.refused", { what, instead: fate.instead });
    context.err(`note: --${name} has no effect: ${fate.why}\n`);
  }
}
