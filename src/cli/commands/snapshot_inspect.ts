import type { Manifest } from "../../snapshot/manifest.ts";
import { readSnapshot } from "../../snapshot/open_snapshot.ts";
import { readSnapshotArchive } from "../../snapshot/read_archive.ts";
import { contentLength } from "../../snapshot/write_snapshot.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { headerText, headerView } from "../snapshot/header_view.ts";
import { inputOf } from "../snapshot/input.ts";
import { givenIdentities, keysOnce } from "../snapshot/open_identities.ts";
import { sizeText } from "../snapshot/progress.ts";

/** `snapshot inspect FILE`: shows the header; with a key, also what is in the snapshot. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [file = "-"] = call.args;
  const snapshot = await readSnapshot(inputOf(context, file));
  const opens = snapshot.form === "plain" || (await givenIdentities(call, context)).length > 0;
  const name = file === "-" ? "stdin" : escapeLine(file);
  const first = `${name}: ${escapeLine(headerText(snapshot))}`;
  if (!opens) {
    return {
      json: { ...headerView(snapshot), manifest: null },
      text: `${first}\n  A key shows what is in it; nothing of this line is proved without one\n`,
    };
  }
  const archive = await readSnapshotArchive(await keysOnce(call, context)(snapshot));
  await archive.close();
  const { manifest } = archive;
  return {
    json: { ...headerView(snapshot), manifest },
    text: [first, ...manifestLines(manifest), ""].join("\n"),
  };
}

function manifestLines(manifest: Manifest): readonly string[] {
  const { identity, sessions, current, files } = manifest;
  const repository = identity?.slug ?? identity?.repo_id ?? "not known";
  return [
    `  Repository: ${repository}`,
    `  Files: ${files.length}, ${sizeText(contentLength(manifest))}`,
    `  Sessions: ${sessions.length}`,
    ...sessions.map(({ id, seq, log }) =>
      `  ${id === current ? "*" : " "} ${id}  ${seq} event${seq === 1 ? "" : "s"}, ${sizeText(log)}`
    ),
    "  Only its beginning was read: orchestrator snapshot verify reads all of it",
  ];
}
