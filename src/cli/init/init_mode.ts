import { hidingLine } from "../../repo/hiding_line.ts";
import { isHouseTracked } from "../../repo/house_tracked.ts";
import { HOUSE } from "../../repo/layout.ts";
import type { Place } from "../../repo/place.ts";
import type { HouseMode } from "../../session/house_mode.ts";
import type { ModeChange, ModeWish } from "../../session/switch_mode.ts";
import { fail } from "../../store/failure.ts";
import { type Call, hasFlag } from "../call.ts";
import { quoteWord } from "../line/quote_word.ts";

/**
 * What a command line wants git to have of the house, null when it does not say.
 *
 * @throws `usage` for both of two opposites
 */
export function modeWish(call: Call): ModeWish | null {
  const [on, off] = [hasFlag(call, "portable"), hasFlag(call, "no-portable")];
  const config = hasFlag(call, "share-config");
  const secrets = hasFlag(call, "share-secrets");
  if (on && off) {
    const problem = '"--portable" and "--no-portable" do not go together';
    throw fail("usage", { problem, command: call.entry.path });
  }
  if (!on && !off && !config && !secrets) return null;
  return { portable: on ? true : off ? false : null, config, secrets };
}

/** What git may have, in one line. */
export function modeText({ portable, config, secrets }: HouseMode): string {
  const parts = [
    ...(portable ? ["sessions, identity, configuration and templates (portable)"] : []),
    ...(config ? ["config.yaml"] : []),
    ...(secrets ? ["the sealed vault of secrets"] : []),
  ];
  return parts.length === 0
    ? `Git gets nothing of ${HOUSE}/`
    : `Git may have of ${HOUSE}/: ${parts.join(", ")}`;
}

/** What a person has to do or know after a change. */
export function modeNotes(place: Place, { before, after }: ModeChange): readonly string[] {
  const shares = after.portable || after.config || after.secrets;
  const hiding = shares ? hidingLine(place.tree) : null;
  const isLess = (before.portable && !after.portable) || (before.config && !shares) ||
    (before.secrets && !after.secrets);
  return [
    ...(hiding === null ? [] : [
      `note: "${hiding}" in .gitignore hides ${HOUSE}/ from git all the same: remove that line`,
    ]),
    ...(isLess && isHouseTracked(place) === true
      ? [`note: git keeps what was committed: git rm -r --cached ${quoteWord(HOUSE)}`]
      : []),
  ];
}
