import { SESSION_FILES, sessionDirectory } from "../repo/layout.ts";
import type { KnownValues } from "../scrub/known_values.ts";
import { scrubJson } from "../scrub/scrub_json.ts";
import { scrubText } from "../scrub/scrub_text.ts";
import { fail } from "../store/failure.ts";
import { listDirectory } from "../store/list_directory.ts";
import { lstatOrNull, readRegular } from "../store/read_file.ts";
import { sha256Hex } from "../store/sha256.ts";
import type { SessionEvent } from "../workflow/event.ts";
import { applyEvent } from "../workflow/fold.ts";
import { isJsonObject } from "../workflow/json.ts";
import { parseJsonText } from "../workflow/json_text.ts";
import { chainLink, formatEventLine } from "./event_line.ts";
import { foldOfBase, readBase } from "./load_log.ts";
import { scanWhole } from "./read_events.ts";
import type { LogPosition } from "./scan_log.ts";
import { countRedactions, joinBytes, scrubBytes } from "./scrub_bytes.ts";
import { parseSessionBase } from "./session_base.ts";

/** A file of the copy of a session. */
export interface CopiedFile {
  /** Relative to the directory of the session. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
  /** How many secrets were taken out of it. */
  readonly redactions: number;
}

/** A session without secrets, before anything is added to it. */
export interface RedactedCopy {
  readonly files: readonly CopiedFile[];
  /** Of the new log. */
  readonly position: LogPosition;
  readonly workflowId: string;
}

/** Caches, locks and marks: they are made again, or are about the log that is replaced. */
const LEFT_OUT: ReadonlySet<string> = new Set([
  SESSION_FILES.state,
  SESSION_FILES.lock,
  SESSION_FILES.suspect,
]);

/** No directory of a session is deeper. */
const DEEPEST = 4;

/**
 * Makes the copy of a session in memory: every file without secrets, the log sealed anew on the new
 * base. Reads only.
 *
 * @throws `session.damaged`, `session.newer`, `session.unreadable`, `redact.refused` when a secret is
 * part of what the workflow hangs on, `home.unsafe`.
 */
export function redactedCopy(home: string, id: string, known: KnownValues | null): RedactedCopy {
  const whole = scanWhole(home, id);
  if (whole.tail.kind === "damaged") {
    const { line, problem } = whole.tail;
    throw fail("session.damaged", { session: id, line, problem });
  }
  const sources = filesOf(home, id, "", DEEPEST);
  const scrubbed = new Map(
    sources.map(({ name, bytes }) => [name, scrubBytes(name, bytes, known)] as const),
  );
  const base = baseWithHistory(
    scrubbed.get(SESSION_FILES.base) ?? new Uint8Array(),
    scrubbed.get(SESSION_FILES.history) ?? null,
  );
  const events = whole.events.map((event) => scrubEvent(event, known));
  const log = resealed(events, chainLink(base));
  const workflowId = requireSameFold(home, id, whole.events, { events, base });
  const files = sources.map(({ name, bytes, mode }): CopiedFile => {
    const clean = scrubbed.get(name) ?? bytes;
    const copied = name === SESSION_FILES.base
      ? base
      : name === SESSION_FILES.log
      ? log.bytes
      : clean;
    const redactions = name === SESSION_FILES.log
      ? countRedactions(bytes.subarray(0, whole.position.to), log.bytes)
      : countRedactions(bytes, clean);
    const isSame = name === SESSION_FILES.log &&
      events.every((event, i) => event === whole.events[i]);
    return { name, bytes: copied, mode, redactions: isSame ? 0 : redactions };
  });
  return { files, position: log.position, workflowId };
}

interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mode: number;
}

function filesOf(home: string, id: string, below: string, depth: number): readonly SourceFile[] {
  const directory = `${home}/${sessionDirectory(id)}/${below}`;
  return listDirectory(directory).flatMap(({ name, kind }): readonly SourceFile[] => {
    const relative = `${below}${name}`;
    if (LEFT_OUT.has(relative)) return [];
    if (kind === "directory" && depth > 0) return filesOf(home, id, `${relative}/`, depth - 1);
    const path = `${directory}${name}`;
    const bytes = readRegular(path);
    if (bytes === null) return [];
    return [{ name: relative, bytes, mode: (lstatOrNull(path)?.mode ?? 0o644) & 0o777 }];
  });
}

/** An event in which nothing changed is returned itself. */
function scrubEvent(event: SessionEvent, known: KnownValues | null): SessionEvent {
  const message = scrubText(event.message, known);
  const details = scrubJson(event.details, known);
  return message === event.message && details === event.details
    ? event
    : { ...event, message, details: isJsonObject(details) ? details : {} };
}

/** What the base says of the history has to fit the history as it is now. */
function baseWithHistory(base: Uint8Array, history: Uint8Array | null): Uint8Array {
  const value = parseJsonText(new TextDecoder().decode(base));
  if (history === null || !isJsonObject(value) || !isJsonObject(value["history"] ?? null)) {
    return base;
  }
  const fitting = { bytes: history.length, sha256: sha256Hex(history) };
  return new TextEncoder().encode(`${JSON.stringify({ ...value, history: fitting })}\n`);
}

function resealed(
  events: readonly SessionEvent[],
  link: string,
): { readonly bytes: Uint8Array; readonly position: LogPosition } {
  const lines: Uint8Array[] = [];
  let position: LogPosition = { seq: 0, head: link, from: 0, to: 0 };
  for (const event of events) {
    const line = new TextEncoder().encode(
      `${formatEventLine({ ...event, prev: position.head })}\n`,
    );
    lines.push(line);
    position = {
      seq: event.seq,
      head: chainLink(line.subarray(0, -1)),
      from: position.to,
      to: position.to + line.length,
    };
  }
  return { bytes: joinBytes(lines), position };
}

/** Both logs must mean the same; returns the id of the workflow. */
function requireSameFold(
  home: string,
  id: string,
  before: readonly SessionEvent[],
  after: { readonly events: readonly SessionEvent[]; readonly base: Uint8Array },
): string {
  const base = readBase(home, id);
  if (base.kind === "events-only") {
    return before[0]?.workflow_id ?? "";
  }
  const old = foldOfBase(home, id, base);
  const fresh = foldOfBase(home, id, parseSessionBase(after.base));
  for (const [index, event] of before.entries()) {
    const outcome = applyEvent(old, event);
    if (outcome === "unknown") {
      throw fail("session.newer", { session: id, what: `event type "${event.event_type}"` });
    }
    const clean = after.events[index];
    if (clean === undefined || applyEvent(fresh, clean) !== outcome) {
      throw fail("redact.refused", { session: id, line: event.seq });
    }
  }
  return fresh.state.workflow_id;
}
