import { readSnapshot } from "../../snapshot/open_snapshot.ts";
import { fail, OrchestratorError } from "../../store/failure.ts";
import { userFileBlocks } from "../../store/file_blocks.ts";
import { listDirectory } from "../../store/list_directory.ts";
import { lstatOrNull } from "../../store/read_file.ts";
import { absolutePath } from "../absolute_path.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { wordFailure } from "../failure_text.ts";
import type { Output } from "../output.ts";
import { headerText, headerView } from "../snapshot/header_view.ts";
import { isSnapshotFile } from "../snapshot/is_snapshot_file.ts";
import { sizeText } from "../snapshot/progress.ts";

/** A file that is, or should be, a snapshot. */
interface ListedSnapshot {
  readonly name: string;
  readonly bytes: number;
  /** When the file was last changed, UTC. */
  readonly modified: string | null;
  readonly header: object | null;
  readonly problem: string | null;
  readonly words: string;
}

/** `snapshot list [DIR]`: the snapshots in a directory, by their names and headers. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [directory = "."] = call.args;
  const path = absolutePath(context, directory).replace(/\/\.?$/, "") || "/";
  if (lstatOrNull(`${path}/.`) === null) throw fail("file.not_found", { path: directory });
  const names = listDirectory(path).filter(({ name, kind }) =>
    kind === "file" && isSnapshotFile(name)
  )
    .map(({ name }) => name).sort();
  const listed: ListedSnapshot[] = [];
  for (const name of names) listed.push(await look(`${path}/${name}`, name));
  return {
    json: {
      directory: path,
      snapshots: listed.map(({ name, bytes, modified, header, problem }) => ({
        name,
        bytes,
        modified,
        ...header,
        problem,
      })),
    },
    text: listed.length === 0 ? "No snapshots\n" : listed.map(lineOf).join(""),
  };
}

async function look(path: string, name: string): Promise<ListedSnapshot> {
  const info = lstatOrNull(path);
  const modified = info?.mtime?.toISOString() ?? null;
  const about = { name, bytes: info?.size ?? 0, modified };
  try {
    const snapshot = await readSnapshot(userFileBlocks(path));
    const words = escapeLine(headerText(snapshot));
    return { ...about, header: headerView(snapshot), problem: null, words };
  } catch (error) {
    if (!(error instanceof OrchestratorError)) throw error;
    const { message } = wordFailure(error.failure, { root: "", session: "" });
    return { ...about, header: null, problem: message, words: message };
  }
}

function lineOf({ name, bytes, modified, words }: ListedSnapshot): string {
  const time = (modified ?? "?").slice(0, 16).replace("T", " ");
  return `${time}  ${sizeText(bytes).padStart(10)}  ${escapeLine(name)}  ${words}\n`;
}
