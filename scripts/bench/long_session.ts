import { join } from "node:path";
import { sessionDirectory, sessionFile } from "../../src/repo/layout.ts";
import { loadLog } from "../../src/session/load_log.ts";
import { writeCache } from "../../src/session/refresh_cache.ts";
import { sealEvents } from "../../src/session/seal_events.ts";
import { concludeComplete, planComplete } from "../../src/workflow/complete.ts";
import type { EventDraft } from "../../src/workflow/event.ts";
import { applyEvent, type Fold } from "../../src/workflow/fold.ts";
import { copyTree } from "./repository.ts";

/** What the program lets lie beyond its cache: the most that a reader has to fold. */
const CACHE_DISTANCE = 64;

const WRITER = {
  now: () => "2026-11-23T10:00:00.000000Z",
  actor: "agent",
  actorEvidence: "none",
} as const;

/**
 * Appends events to a session until it has `count`: an item whose command fails again and again. The
 * functions that decide, seal and fold are the program's own; only the locking and syncing of each
 * single group is left out.
 */
export function addEvents(home: string, id: string, item: string, count: number): void {
  const { fold, ...loaded } = loadLog(home, id);
  let { position } = loaded;
  using log = Deno.openSync(join(home, sessionFile(id, "log.jsonl")), { append: true });
  let isCached = false;
  while (position.seq < count) {
    const sealed = sealEvents(
      WRITER,
      null,
      fold.state.workflow_id,
      failedRun(fold, item),
      position,
    );
    for (const event of sealed.events) applyEvent(fold, event);
    writeWhole(log, sealed.bytes);
    position = sealed.position;
    if (!isCached && position.seq >= count - CACHE_DISTANCE) {
      writeCache(home, id, fold, position);
      isCached = true;
    }
  }
  log.syncSync();
}

/** Copies a session under other ids until there are `count` sessions. */
export function addSessions(home: string, id: string, count: number): void {
  const sessions = [...Deno.readDirSync(join(home, ".orchestrator", "sessions"))].length;
  const meta = Deno.readTextFileSync(join(home, sessionFile(id, "meta.json")));
  for (let number = sessions; number < count; number++) {
    const copy = `${id.slice(0, id.indexOf("-"))}-b${String(number).padStart(5, "0")}`;
    copyTree(join(home, sessionDirectory(id)), join(home, sessionDirectory(copy)));
    Deno.writeTextFileSync(join(home, sessionFile(copy, "meta.json")), meta.replace(id, copy));
  }
}

/** The events of one `complete` of a gate whose command fails. */
function failedRun(fold: Fold, item: string): readonly EventDraft[] {
  const request = { item, notes: null, skipVerify: false };
  const plan = planComplete(fold, request);
  if (plan.kind !== "check") throw new TypeError(`"${item}" has no check`);
  const outcome = {
    kind: "command",
    exitCode: 1,
    stdout: "41 passed, 1 failed\n",
    stderr: "",
    problem: null,
    program: "/usr/bin/false",
    seconds: 0.25,
  } as const;
  const { events } = concludeComplete(fold, request, plan, outcome, WRITER.now());
  return [...plan.before, ...events];
}

function writeWhole(file: Deno.FsFile, bytes: Uint8Array): void {
  for (let rest = bytes; rest.length > 0;) rest = rest.subarray(file.writeSync(rest));
}
