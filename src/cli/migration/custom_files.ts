import { addIgnored, readIgnored } from "../../migrate/ignored_files.ts";
import type { PlanOptions } from "../../migrate/plan_options.ts";
import type { Plan } from "../../migrate/plan_type.ts";
import type { Place } from "../../repo/place.ts";
import type { Writer } from "../../session/writer.ts";
import { askLetter } from "../ask.ts";
import { type Call, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { mayAsk } from "../may_ask.ts";
import { sizeText } from "../render/size_text.ts";

/** What the flags and earlier answers say about files that are nobody's. */
export function customOptions(call: Call, place: Place): Pick<PlanOptions, "include" | "ignore"> {
  return {
    include: hasFlag(call, "include-custom") ? "all" : new Set(),
    ignore: readIgnored(place.home),
  };
}

/** Files of a plan that nobody knows and about which nothing is decided. */
export function undecided(plan: Plan): Plan["left"] {
  return plan.left.filter(({ reason, artefact }) => reason === "unknown" && artefact === "custom");
}

/**
 * Asks about each file that is nobody's, where a question may be asked and the flags do not answer it:
 * leave it, take it along, or never speak of it again.
 */
export function askAboutCustom(
  call: Call,
  context: Context,
  writer: Writer,
  plan: Plan,
): ReadonlySet<string> | "all" {
  if (hasFlag(call, "include-custom")) return "all";
  const taken = new Set<string>();
  if (hasFlag(call, "ignore-custom") || hasFlag(call, "yes") || !mayAsk(call, context)) {
    return taken;
  }
  const ignored: string[] = [];
  for (const { path, bytes } of undecided(plan)) {
    const question = `${escapeLine(path)} (${sizeText(bytes)}) is not known: ` +
      "[l]eave it, [t]ake it along, [i]gnore it for ever?";
    const answer = askLetter(context, question, "lti");
    if (answer === "t") taken.add(path);
    if (answer === "i") ignored.push(path);
  }
  if (ignored.length > 0) addIgnored(writer, ignored);
  return taken;
}
