import { requireHome } from "../../repo/require_home.ts";
import { collectSession, planGc } from "../../session/gc_sessions.ts";
import { settleInterrupted } from "../../session/interrupted.ts";
import type { GcJudgement, GcRule, KeptReason } from "../../session/judge_for_gc.ts";
import type { Writer } from "../../session/writer.ts";
import { fail } from "../../store/failure.ts";
import { type Call, flagValue, hasFlag, hintFlags } from "../call.ts";
import type { Context } from "../context.ts";
import { OPERATIONS } from "../operations.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { gcText, KEPT_TEXT } from "../render/gc_text.ts";
import { restoreCommand } from "../trash/restore_command.ts";
import { timestamp, writerOf } from "../writer.ts";

const DEFAULT_DAYS = 30;

/** A hundred years: more is a mistake. */
const MOST_DAYS = 36_500;

/** `session gc`: moves sessions that ended long ago to the trash; without `--yes` says which. */
export async function run(call: Call, context: Context): Promise<Output> {
  const rule = ruleOf(call);
  const place = placeOf(call, context);
  requireHome(place);
  const dry = hasFlag(call, "dry-run") || !hasFlag(call, "yes");
  const writer = writerOf(call, context, place);
  if (!dry) await settleInterrupted(writer);
  const judgements = await planGc(place, OPERATIONS, rule, timestamp(context.now()));
  const candidates = judgements.filter(({ kept }) => kept === null);
  const kept = judgements.flatMap(({ session, kept: reason }) =>
    reason === null ? [] : [{ session, reason }]
  );
  return dry
    ? dryOutput(call, rule, candidates, kept)
    : await collect(call, context, { rule, candidates, kept, writer });
}

interface Kept {
  readonly session: string;
  readonly reason: KeptReason;
}

interface GcPlan {
  readonly rule: GcRule;
  readonly candidates: readonly GcJudgement[];
  readonly kept: readonly Kept[];
  readonly writer: Writer;
}

function dryOutput(
  call: Call,
  rule: GcRule,
  candidates: readonly GcJudgement[],
  kept: readonly Kept[],
): Output {
  const apply = applyCommand(call, rule);
  const sessions = candidates.map(({ kept: _, ...session }) => session);
  return {
    json: {
      dry_run: true,
      older_than_days: rule.days,
      status: rule.status,
      sessions,
      kept,
      ...(sessions.length === 0 ? {} : { apply }),
    },
    text: gcText({ dry: true, sessions, kept: kept.map(({ reason }) => reason) }) +
      (sessions.length === 0 ? "" : `Do it with: ${apply}\n`),
  };
}

async function collect(call: Call, context: Context, plan: GcPlan): Promise<Output> {
  const { rule, candidates, writer } = plan;
  const kept = [...plan.kept];
  const notices: string[] = [];
  const sessions: (Omit<GcJudgement, "kept"> & { readonly restore: string })[] = [];
  try {
    for (const candidate of candidates) {
      const { kept: _, ...facts } = candidate;
      const { session } = candidate;
      const collected = await collectSession(writer, candidate, rule);
      if ("kept" in collected) {
        kept.push({ session, reason: collected.kept });
        notices.push(`note: session ${session} stays: it is ${KEPT_TEXT[collected.kept]}`);
      } else {
        const restore = restoreCommand(collected.deleted.entry, hintFlags(call));
        sessions.push({ ...facts, restore });
      }
    }
  } catch (error) {
    // Whatever stopped it: what is in the trash by now can be restored, and must be told.
    for (const { session, restore } of sessions) {
      context.err(`note: session ${session} is in the trash; restore it with: ${restore}\n`);
    }
    throw error;
  }
  return {
    json: {
      dry_run: false,
      older_than_days: rule.days,
      status: rule.status,
      sessions,
      kept,
    },
    text: gcText({ dry: false, sessions, kept: kept.map(({ reason }) => reason) }),
    notices,
  };
}

function ruleOf(call: Call): GcRule {
  const status = flagValue(call, "status") ?? "all";
  if (status !== "completed" && status !== "abandoned" && status !== "all") {
    const problem = `"--status" is completed, abandoned or all, not "${status}"`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  const text = flagValue(call, "older-than");
  const days = text === null ? DEFAULT_DAYS : Number(text);
  if (text !== null && (!/^\d{1,5}$/.test(text) || days > MOST_DAYS)) {
    const problem = `"--older-than" is a number of days from 0 to ${MOST_DAYS}, not "${text}"`;
    throw fail("usage", { problem, command: call.entry.path });
  }
  return { days, status };
}

function applyCommand(call: Call, { days, status }: GcRule): string {
  const { root } = hintFlags(call);
  return "orchestrator session gc --yes" +
    (days === DEFAULT_DAYS ? "" : ` --older-than ${days}`) +
    (status === "all" ? "" : ` --status ${status}`) + root;
}
