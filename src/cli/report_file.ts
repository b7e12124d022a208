import { fail } from "../store/failure.ts";
import { canonicalPath, ownershipOf } from "../store/ownership.ts";
import { parentOf } from "../store/publish.ts";
import { atomicWriteFile } from "../store/write_outside.ts";
import { absolutePath } from "./absolute_path.ts";
import { type Call, flagValue } from "./call.ts";
import type { Context } from "./context.ts";
import { toJsonText } from "./escape.ts";
import { schemaOf } from "./output.ts";

/**
 * Looks whether `--report FILE` can lie where it is wanted, before anything is done that it would report.
 *
 * @throws `file.not_created`
 */
export function requireReportPlace(call: Call, context: Context): void {
  const file = flagValue(call, "report");
  if (file === null) return;
  const path = absolutePath(context, file);
  const directory = canonicalPath(parentOf(path));
  const isThere = directory !== null && ownershipOf(directory)?.kind === "directory";
  const problem = !isThere
    ? "There is no such directory"
    : ownershipOf(path)?.kind === "directory"
    ? "It is a directory"
    : null;
  if (problem !== null) throw fail("file.not_created", { path, problem });
}

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
