import { LAYOUT } from "../repo/layout.ts";
import { checkedPath } from "../store/checked_path.ts";
import { whileHeld } from "../store/disposing.ts";
import { fail } from "../store/failure.ts";
import { readRegularText } from "../store/read_file.ts";
import { removeDurably } from "../store/remove_file.ts";
import { replaceFile } from "../store/replace_file.ts";
import { ALL_BYTES, gitignoreText, HIDDEN, type HouseMode, modeOf } from "./house_mode.ts";
import { settleUnderLock } from "./interrupted.ts";
import { lockRepository } from "./lock_house.ts";
import type { Writer } from "./writer.ts";

/** What is wanted of a mode; null leaves it as it is. */
export interface ModeWish {
  readonly portable: boolean | null;
  readonly config: boolean;
  readonly secrets: boolean;
}

/** The mode of a house before and after. */
export interface ModeChange {
  readonly before: HouseMode;
  readonly after: HouseMode;
}

/**
 * What a wish comes to. To leave portable mode takes back everything that is not wished for in the
 * same breath; otherwise what is shared stays shared.
 *
 * @throws `gitignore.not_ours`, `home.unsafe`
 */
export function planMode(home: string, wish: ModeWish): ModeChange {
  const before = presentMode(home);
  const kept = wish.portable === false ? HIDDEN : before;
  const portable = wish.portable ?? before.portable;
  if (portable) assertAttributes(home);
  const after = {
    portable,
    // A portable house has it anyway, so that one text stands for both.
    config: !portable && (wish.config || kept.config),
    secrets: wish.secrets || kept.secrets,
  };
  return { before, after };
}

/**
 * Changes what git may have of the house. `.gitignore` alone decides: a crash before it has changed
 * leaves the mode as it was.
 *
 * @throws what {@link planMode} throws; `lock.busy`, `io`
 */
export async function switchMode(writer: Writer, wish: ModeWish): Promise<ModeChange> {
  const { home } = writer.place;
  return await whileHeld(lockRepository(writer), () => {
    settleUnderLock(writer);
    const change = planMode(home, wish);
    const { portable } = change.after;
    if (portable) write(home, LAYOUT.gitattributes, ALL_BYTES);
    write(home, LAYOUT.gitignore, gitignoreText(change.after));
    if (!portable && isOurAttributes(home)) removeDurably(home, LAYOUT.gitattributes);
    return change;
  });
}

function presentMode(home: string): HouseMode {
  const text = textOf(home, LAYOUT.gitignore);
  if (text === null) return HIDDEN;
  const mode = modeOf(text);
  if (mode === null) throw fail("gitignore.not_ours", { path: `${home}/${LAYOUT.gitignore}` });
  return mode;
}

function assertAttributes(home: string): void {
  if (textOf(home, LAYOUT.gitattributes) !== null && !isOurAttributes(home)) {
    throw fail("gitignore.not_ours", { path: `${home}/${LAYOUT.gitattributes}` });
  }
}

function isOurAttributes(home: string): boolean {
  return textOf(home, LAYOUT.gitattributes)?.trim() === ALL_BYTES.trim();
}

function textOf(home: string, relative: string): string | null {
  return readRegularText(checkedPath(home, relative, "file").path);
}

function write(home: string, relative: string, text: string): void {
  if (textOf(home, relative) !== text) {
    replaceFile(home, LAYOUT.tmp, relative, new TextEncoder().encode(text));
  }
}
