import { backupFile, LAYOUT } from "../../repo/layout.ts";
import { settleUnderLock } from "../../session/interrupted.ts";
import { lockRepository } from "../../session/lock_house.ts";
import type { Writer } from "../../session/writer.ts";
import { checkedDirectory } from "../../store/checked_path.ts";
import { whileHeld } from "../../store/disposing.ts";
import { fail } from "../../store/failure.ts";
import { parentOf } from "../../store/publish.ts";
import { lstatOrNull, readRegular } from "../../store/read_file.ts";
import { removeDurably } from "../../store/remove_file.ts";
import { replaceFile } from "../../store/replace_file.ts";
import { atomicWriteFile } from "../../store/write_outside.ts";
import { findBlock, isOurs, withBlock, withoutBlock } from "./agents_block.ts";

/** The files that agents read at the start of every conversation. */
export const AGENTS_FILES = ["AGENTS.md", "CLAUDE.md"] as const;

/** Whether the block is to be in the files. */
export type AgentsWish = "block" | "no block";

/** What is to be done to one file. */
export interface AgentsChange {
  readonly name: (typeof AGENTS_FILES)[number];
  readonly does: "write" | "keep" | "remove";
  /** The bytes there are now, null without a file. */
  readonly before: Uint8Array | null;
  /** The bytes there will be, null without a file. */
  readonly after: Uint8Array | null;
  /** Words of somebody else would be lost: the file is copied first. */
  readonly copies: boolean;
}

/** In bytes. */
const LARGEST = 2 ** 24;

/**
 * Plans the block of `AGENTS.md` and `CLAUDE.md` in a tree: it goes into each that is there, and into a
 * new `AGENTS.md` where neither is. A link is never written through: beside a file of its own it is left
 * alone. Reads only.
 *
 * @throws `agents.damaged`, `agents.not_text`; `home.unsafe` for a link or directory where a file has to be.
 */
export function planAgents(tree: string, wish: AgentsWish): readonly AgentsChange[] {
  const there = AGENTS_FILES.filter((name) => lstatOrNull(`${tree}/${name}`) !== null);
  const files = there.filter((name) => lstatOrNull(`${tree}/${name}`)?.isFile === true);
  if (wish === "no block") return files.flatMap((name) => planRemoval(tree, name));
  const wanted = files.length > 0 ? files : there.length > 0 ? there : [AGENTS_FILES[0]];
  return wanted.map((name) => planBlock(tree, name));
}

/**
 * Carries out what {@link planAgents} says, planned anew under the repository lock. Each file is changed
 * in one step. The house must be there.
 *
 * @param stamp Name of the directory below `backups/` for copies.
 */
export async function changeAgents(
  writer: Writer,
  wish: AgentsWish,
  stamp: string,
): Promise<readonly AgentsChange[]> {
  const { home, tree } = writer.place;
  return await whileHeld(lockRepository(writer), () => {
    settleUnderLock(writer);
    const changes = planAgents(tree, wish);
    for (const { name, before, copies } of changes) {
      if (before === null || !copies) continue;
      const copy = backupFile(stamp, name);
      checkedDirectory(home, parentOf(copy));
      replaceFile(home, LAYOUT.tmp, copy, before);
    }
    for (const { name, does, after } of changes) {
      if (does === "keep") continue;
      if (after === null) removeDurably(tree, name);
      else atomicWriteFile(`${tree}/${name}`, after);
    }
    return changes;
  });
}

function planBlock(tree: string, name: AgentsChange["name"]): AgentsChange {
  const { bytes, text, block } = readFile(tree, name);
  const fresh = withBlock(text, block);
  return {
    name,
    does: fresh === text ? "keep" : "write",
    before: bytes,
    after: new TextEncoder().encode(fresh),
    copies: text !== null && block !== null && !isOurs(text, block),
  };
}

/** Plans the removal of the block from one file; nothing where it has none. Throws like {@link planAgents}. */
export function planRemoval(tree: string, name: AgentsChange["name"]): readonly AgentsChange[] {
  const { bytes, text, block } = readFile(tree, name);
  if (text === null || block === null) return [];
  const rest = withoutBlock(text, block);
  const after = rest === null ? null : new TextEncoder().encode(rest);
  return [{ name, does: "remove", before: bytes, after, copies: !isOurs(text, block) }];
}

function readFile(tree: string, name: string): {
  readonly bytes: Uint8Array | null;
  readonly text: string | null;
  readonly block: Extract<ReturnType<typeof findBlock>, { kind: "block" }>["block"] | null;
} {
  const path = `${tree}/${name}`;
  const bytes = readRegular(path, LARGEST);
  if (bytes === null) return { bytes, text: null, block: null };
  const text = decode(bytes, path);
  const found = findBlock(text);
  if (found.kind === "damaged") {
    throw fail("agents.damaged", { path, line: found.line, problem: found.problem });
  }
  return { bytes, text, block: found.kind === "block" ? found.block : null };
}

/** Text from which the same bytes can be made again. */
function decode(bytes: Uint8Array, path: string): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    throw fail("agents.not_text", { path });
  }
  throw fail("agents.not_text", { path });
}
