import { contentLength } from "../../snapshot/write_snapshot.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { inputOf } from "../snapshot/input.ts";
import { sizeText, startProgress } from "../snapshot/progress.ts";
import { openInput } from "../snapshot/read_input.ts";

/** `snapshot verify FILE`: reads all of a snapshot and writes nothing. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [file = "-"] = call.args;
  const { snapshot, archive } = await openInput(call, context, inputOf(context, file));
  const progress = startProgress(call, context, "Verified:");
  try {
    for await (const { content } of archive.files()) {
      for await (const part of content) progress.add(part.length);
    }
  } finally {
    progress.end();
  }
  const { sessions, files } = archive.manifest;
  const length = contentLength(archive.manifest);
  const name = file === "-" ? "The snapshot" : escapeLine(file);
  return {
    json: {
      encrypted: snapshot.form !== "plain",
      sessions: sessions.map(({ id, seq, head }) => ({ id, seq, head })),
      files: files.length,
      content_bytes: length,
    },
    text: `✓ ${name} is complete and unchanged: ${sessions.length} session${
      sessions.length === 1 ? "" : "s"
    }, ${files.length} files, ${sizeText(length)}\n`,
  };
}
