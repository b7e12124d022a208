/** Lines of one workflow that follow each other in a log, by where they are in the file, in bytes. */
export interface LogRun {
  /** Null for lines that name no workflow or are no JSON. */
  readonly workflow: string | null;
  readonly from: number;
  readonly to: number;
}

/** What is known of one workflow from its lines alone. */
export interface LoggedWorkflow {
  readonly lines: number;
  /** Of the first and last line that has one; empty without. */
  readonly first_at: string;
  readonly last_at: string;
  /** From its `workflow_started` line; empty without. */
  readonly task: string;
}

/** A log, taken apart by workflow. */
export interface LogIndex {
  /** All bytes of the file, in order, without gaps. */
  readonly runs: readonly LogRun[];
  readonly workflows: ReadonlyMap<string, LoggedWorkflow>;
  /** The workflow of the last line that names one. */
  readonly last: string | null;
  /** Lines that name no workflow or are no JSON. */
  readonly foreign: number;
  /** The last line has no line end and is no JSON. */
  readonly cut: boolean;
  /** The last line has no line end. */
  readonly open: boolean;
  readonly bytes: number;
}

const STARTED = "Started workflow: ";
/** A longer line is not parsed: nobody's event, and it would have to be held in memory. */
const LONGEST_LINE = 16 * 1024 * 1024;
const NEWLINE = 10;
const BOM = /^\ufeff/;

/**
 * Takes a log apart while it is read in pieces, in bounded memory: `take` each piece in order, then
 * `end`. Line ends are LF; a CR before one belongs to its line.
 */
export function createLogSplitter(): { take(piece: Uint8Array): void; end(): LogIndex } {
  const runs: { workflow: string | null; from: number; to: number }[] = [];
  const workflows = new Map<string, { -readonly [K in keyof LoggedWorkflow]: LoggedWorkflow[K] }>();
  let pending: Uint8Array[] = [];
  let held = 0;
  let begun = 0;
  let offset = 0;
  let last: string | null = null;
  let foreign = 0;
  let cut = false;

  function line(end: number, complete: boolean): void {
    const text = held > LONGEST_LINE ? null : decode(pending);
    const event = text === null ? null : parse(text);
    const workflow = event?.workflow ?? null;
    if (workflow === null) foreign++;
    if (!complete && event === null) cut = true;
    if (event !== null && workflow !== null) {
      last = workflow;
      note(workflow, event);
    }
    const run = runs.at(-1);
    if (run !== undefined && run.workflow === workflow) run.to = end;
    else runs.push({ workflow, from: begun, to: end });
    pending = [];
    held = 0;
    begun = end;
  }

  function note(workflow: string, { at, task }: ParsedEvent): void {
    const known = workflows.get(workflow) ?? { lines: 0, first_at: "", last_at: "", task: "" };
    known.lines++;
    known.first_at ||= at;
    known.last_at = at || known.last_at;
    known.task ||= task;
    workflows.set(workflow, known);
  }

  return {
    take(piece) {
      let from = 0;
      for (;;) {
        const newline = piece.indexOf(NEWLINE, from);
        const part = piece.slice(from, newline === -1 ? piece.length : newline);
        held += part.length;
        if (held <= LONGEST_LINE) pending.push(part);
        if (newline === -1) break;
        from = newline + 1;
        line(offset + from, true);
      }
      offset += piece.length;
    },
    end() {
      const open = begun < offset;
      if (open) line(offset, false);
      return { runs, workflows, last, foreign, cut, open, bytes: offset };
    },
  };
}

interface ParsedEvent {
  readonly workflow: string | null;
  readonly at: string;
  readonly task: string;
}

function parse(text: string): ParsedEvent | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(BOM, ""));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const { workflow_id: id, timestamp, event_type: type, message } = value as Record<
    string,
    unknown
  >;
  return {
    workflow: typeof id === "string" && id !== "" ? id : null,
    at: typeof timestamp === "string" ? timestamp : "",
    task: type === "workflow_started" && typeof message === "string"
      ? message.startsWith(STARTED) ? message.slice(STARTED.length) : message
      : "",
  };
}

function decode(parts: readonly Uint8Array[]): string {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return new TextDecoder().decode(only);
  const decoder = new TextDecoder();
  return parts.map((part) => decoder.decode(part, { stream: true })).join("") + decoder.decode();
}
