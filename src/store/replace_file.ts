import { checkedPath } from "./checked_path.ts";
import { disposing } from "./disposing.ts";
import { makeDurableFile } from "./durable_file.ts";
import { publish } from "./publish.ts";
import { makeStage } from "./stage.ts";

/**
 * Writes a file of ours atomically and durably: staged below `tmp/`, synced, renamed, directory
 * synced. The directory that holds it must be there.
 *
 * @throws `home.unsafe`, `io`, `file.not_created`; the file is then as it was.
 */
export function replaceFile(
  home: string,
  tmp: string,
  relative: string,
  bytes: Uint8Array,
  mode = 0o644,
): void {
  const { path } = checkedPath(home, relative, "file");
  disposing(makeStage(home, tmp), (stage) => {
    const staged = `${stage.path}/file`;
    makeDurableFile(staged, bytes, mode);
    publish(staged, path);
  });
}
