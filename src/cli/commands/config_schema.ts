import { configJsonSchema } from "../../config/schema.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";

/** `config schema`: the JSON Schema of `config.yaml`, for editors. Reads only. */
export function run(_call: Call, _context: Context): Promise<Output> {
  const schema = configJsonSchema();
  return Promise.resolve({
    json: { json_schema: schema },
    text: `${JSON.stringify(schema, null, 2)}\n`,
  });
}
