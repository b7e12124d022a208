import { atomicWriteFile } from "../store/write_outside.ts";
import { absolutePath } from "./absolute_path.ts";
import { type Call, flagValue } from "./call.ts";
import type { Context } from "./context.ts";
import { toJsonText } from "./escape.ts";
import { schemaOf } from "./output.ts";

/** Writes what `--report FILE` asks for: Markdown where the name ends in `.md`, else JSON. */
export function writeReportFile(
  call: Call,
  context: Context,
  document: object,
  markdown: () => string,
): void {
  const file = flagValue(call, "report");
  if (file === null) return;
  const text = /\.(?:md|markdown)$/i.test(file)
    ? markdown()
    : `${toJsonText({ schema: schemaOf(call.entry.path), ...document })}\n`;
  atomicWriteFile(absolutePath(context, file), new TextEncoder().encode(text));
}
