import type { Call } from "./call.ts";
import type { CommandDescription } from "./command_syntax.ts";
import type { Context } from "./context.ts";
import type { Output } from "./output.ts";

/** A module of `commands/`. */
export interface CommandModule {
  run(call: Call, context: Context): Promise<Output>;
}

/** One row of the command table. */
export interface CommandEntry extends CommandDescription {
  readonly load: () => Promise<CommandModule>;
}
