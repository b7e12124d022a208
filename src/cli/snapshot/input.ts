import { reusedFileBlocks } from "../../store/file_blocks.ts";
import type { ByteSource } from "../../stream/bytes.ts";
import { absolutePath } from "../absolute_path.ts";
import type { Context } from "../context.ts";

/**
 * The bytes of a file that an argument names; of stdin for `-`. A block is there until the next but
 * five is asked for. Failures come while reading.
 */
export function inputOf(context: Context, file: string): ByteSource {
  return file === "-" ? context.stdinBlocks() : reusedFileBlocks(absolutePath(context, file));
}
