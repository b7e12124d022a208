import { readSetting } from "../config/read_setting.ts";
import { detectActor } from "../repo/actor.ts";
import type { Place } from "../repo/place.ts";
import type { Writer } from "../session/writer.ts";
import { exportAfterwards } from "./auto_export.ts";
import { type Call, hintFlags } from "./call.ts";
import { configurationOf } from "./config/configuration.ts";
import type { Context } from "./context.ts";
import { knownValuesOf } from "./secrets/known_values.ts";
import { likelySecretNotes, textsOf } from "./likely_secrets.ts";
import { noticeText } from "./notice_text.ts";
import { OPERATIONS } from "./operations.ts";
import { VERSION } from "./version.ts";

/** The program and its version, as it signs what it makes. */
export const CREATED_BY = `orchestrator ${VERSION}`;

/** Makes the writer of a command that changes something. */
export function writerOf(call: Call, context: Context, place: Place): Writer {
  const env = context.environment();
  const exportIfDue = exportAfterwards(call, context, place);
  const { actor, evidence } = detectActor({
    env,
    stdinTerminal: context.stdinIsTerminal(),
    stdoutTerminal: context.stdoutIsTerminal(),
  });
  return {
    place,
    now: () => timestamp(context.now()),
    actor,
    actorEvidence: evidence,
    command: call.entry.path,
    pid: context.pid,
    host: context.hostname(),
    lock: async () => ({
      timeoutSeconds: (await readSetting("lock.timeout", configurationOf(call, context, place)))
        .value,
      mode: env["ORCHESTRATOR_LOCK"] === "none" ? "none" : "flock",
    }),
    operations: OPERATIONS,
    knownValues: knownValuesOf(call, context, place, "said_once"),
    notice: (notice) => {
      if (notice.kind === "lock_waited" && env["ORCHESTRATOR_TIMINGS"] !== "1") return;
      context.err(`${noticeText(notice)}\n`);
    },
    recorded: (session, events) => {
      exportIfDue(session, events);
      for (const note of likelySecretNotes(textsOf(events), hintFlags(call))) {
        context.err(`${note}\n`);
      }
    },
  };
}

/** A time as events carry it: UTC, `YYYY-MM-DDTHH:MM:SS.ffffffZ`. */
export function timestamp(date: Date): string {
  return date.toISOString().replace("Z", "000Z");
}
