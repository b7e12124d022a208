import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { absolutePath } from "../absolute_path.ts";
import { takenOutput, takeSecrets } from "../secrets/take_secrets.ts";
import { readForeign } from "../secrets/read_foreign.ts";

/** `secrets import FILE`: takes the secrets of another tool's file into a vault. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [file = ""] = call.args;
  const opener = { call, context, place: placeOf(call, context) };
  const { format, secrets, refused } = await readForeign(opener, absolutePath(context, file));
  const taken = await takeSecrets(opener, secrets);
  return takenOutput({ from: file, format, refused, ...taken });
}
