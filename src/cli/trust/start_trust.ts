import { assertReadable } from "../../config/config_file.ts";
import { readSetting } from "../../config/read_setting.ts";
import { isHouseTracked } from "../../repo/house_tracked.ts";
import type { Place } from "../../repo/place.ts";
import { fail } from "../../store/failure.ts";
import type { TrustEntry } from "../../trust/command_list.ts";
import type { GrantAct } from "../../trust/grant.ts";
import { type GrantStored, writeGrant } from "../../trust/grants.ts";
import type { WorkflowDefinition } from "../../workflow/definition.ts";
import type { Call } from "../call.ts";
import { configurationOf } from "../config/configuration.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import { mayAsk } from "../may_ask.ts";
import { entryText, grantPlace, trustOfDefinition } from "./trust_of.ts";
import { timestamp } from "../writer.ts";

/** What `start` does about the commands of its definition. */
export interface TrustDecision {
  readonly entries: readonly TrustEntry[];
  /** `none`: nothing to do; `grant`: write a grant; `leave`: the session starts ungranted. */
  readonly act: "none" | "grant" | "leave";
}

/**
 * Decides, before anything is written, whether `start` grants the commands that it is about to pin.
 *
 * @throws `start.trust_refused`, `config.invalid`, `config.unreadable`
 */
export async function decideTrust(
  call: Call,
  context: Context,
  place: Place,
  definition: WorkflowDefinition,
): Promise<TrustDecision> {
  assertReadable(await configurationOf(call, context, place).repository());
  const { entries, check } = await trustOfDefinition(call, context, place, definition);
  if (check.granted) return { entries, act: "none" };
  const setting = await readSetting("trust.start", configurationOf(call, context, place));
  const tracked = setting.origin === "default" && isHouseTracked(place) === true;
  const policy = tracked ? "ask" : setting.value;
  if (policy === "refuse") throw fail("start.trust_refused", { count: entries.length });
  if (policy === "grant") return { entries, act: "grant" };
  return { entries, act: mayAsk(call, context) && asks(context, entries) ? "grant" : "leave" };
}

/** Carries the decision out, before the session is published, and says what came of it. */
export function applyTrust(
  context: Context,
  place: Place,
  decision: TrustDecision,
  grantedBy: GrantAct = "start",
): readonly string[] {
  const { entries, act } = decision;
  if (act === "none") return [];
  const count = `${entries.length} ${entries.length === 1 ? "command" : "commands"}`;
  if (act === "leave") {
    return [
      `note: ${count} of this workflow may not run yet; grant them: orchestrator trust grant`,
    ];
  }
  const written = writeGrant({
    ...grantPlace(context, place),
    entries,
    grantedAt: timestamp(context.now()),
    grantedBy,
  });
  if (written.stored) {
    return [`note: granted: ${count} of this workflow may run here; see orchestrator trust show`];
  }
  return [
    `note: ${notStoredText(written)}; to run the commands, set`,
    `export ORCHESTRATOR_TRUST=${written.hash}`,
  ];
}

/** Why a grant could not be stored, for `start` and `trust grant`. */
export function notStoredText(written: Extract<GrantStored, { stored: false }>): string {
  switch (written.reason) {
    case "unsafe":
    case "not_writable":
      return `the grant could not be stored in ${escapeLine(written.path)} (${
        escapeLine(written.problem)
      })`;
    default:
      return "the grant could not be stored: there is no state directory";
  }
}

function asks(context: Context, entries: readonly TrustEntry[]): boolean {
  context.err("This workflow wants to run:\n");
  for (const entry of entries) context.err(`  ${escapeLine(entryText(entry))}\n`);
  context.err("May these commands run in this repository? [y/N] ");
  return /^y(es)?$/i.test(context.readLine()?.trim() ?? "");
}
