import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { helpOutput } from "../help/help_output.ts";
import type { Output } from "../output.ts";

/** `help [TOPIC]`. */
export function run(call: Call, _context: Context): Promise<Output> {
  return Promise.resolve(helpOutput(call.args, call.commands));
}
