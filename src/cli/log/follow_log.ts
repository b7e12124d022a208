import { type InterruptSignal, onInterrupt } from "../../process/interrupt.ts";
import { LogFollower } from "../../session/follow_log.ts";
import { historyOf } from "../../session/read_timeline.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { EXIT } from "../exit_code.ts";
import { fitsFilter } from "./log_filter.ts";
import { fresh, type LogRequest, selectEntries } from "./log_selection.ts";
import { conditionText } from "../render/condition_text.ts";
import type { LogEntry } from "../render/log_entry.ts";

/** Milliseconds between two looks at the log. */
const INTERVAL = 100;

/** What is followed and how it is printed. */
export interface FollowRequest extends LogRequest {
  readonly home: string;
  readonly session: string;
  readonly print: (entries: readonly LogEntry[]) => void;
}

/**
 * Prints what a log holds and then what is added to it, until a signal ends it.
 *
 * @returns the exit code of the signal
 * @throws `session.not_found` when the session goes away; an output error when the reader does
 */
export async function followLog(
  call: Call,
  context: Context,
  request: FollowRequest,
): Promise<typeof EXIT.interrupted | typeof EXIT.terminated> {
  const { home, session, filter, print } = request;
  const stop = Promise.withResolvers<InterruptSignal>();
  const stopListening = onInterrupt(stop.resolve);
  const follower = new LogFollower(home, session);
  let trouble: string | null = null;
  try {
    for (let isFirst = true;; isFirst = false) {
      const step = await follower.step();
      if (step !== null && isFirst) {
        const timeline = { history: historyOf(home, session), ...step };
        const { shown, notices } = selectEntries(call, timeline, request);
        for (const notice of notices) context.err(`${notice}\n`);
        print(shown);
        trouble = conditionText(step.condition);
      } else if (step !== null) {
        if (step.rewritten) context.err(`note: the log of ${session} was written anew\n`);
        const now = conditionText(step.condition);
        if (now !== null && now !== trouble) context.err(`warning: ${now}\n`);
        trouble = now;
        print(fresh(step.events).filter(({ event }) => fitsFilter(filter, event)));
      }
      const signal = await Promise.race([stop.promise, pause()]);
      if (signal !== null) return signal === "SIGINT" ? EXIT.interrupted : EXIT.terminated;
    }
  } finally {
    stopListening();
  }
}

function pause(): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), INTERVAL));
}
