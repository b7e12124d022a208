import { fail } from "../../store/failure.ts";
import { EVENT_TYPES, type LoggedEvent } from "../../workflow/event.ts";
import { instant } from "../../workflow/instant.ts";
import { nearestName } from "../../workflow/nearest_name.ts";
import { type Call, flagList, flagValue } from "../call.ts";

/** Which events of a log are asked for. */
export interface LogFilter {
  /** Milliseconds; earlier events are left out. */
  readonly since: number | null;
  readonly types: ReadonlySet<string>;
  readonly items: ReadonlySet<string>;
  readonly actors: ReadonlySet<string>;
}

const ACTORS = ["human", "agent", "system"] as const;

const UNITS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** `--since`, `--type`, `--item` and `--actor` of a command line; throws `usage` for a time that is none. */
export function logFilter(call: Call, now: Date): LogFilter {
  return {
    since: sinceOf(call, now),
    types: new Set(flagList(call, "type")),
    items: new Set(flagList(call, "item")),
    actors: new Set(flagList(call, "actor")),
  };
}

/** Whether an event is asked for. */
export function fitsFilter(filter: LogFilter, event: LoggedEvent): boolean {
  const { since, types, items, actors } = filter;
  return (types.size === 0 || types.has(event.event_type)) &&
    (items.size === 0 || (event.item_id !== null && items.has(event.item_id))) &&
    (actors.size === 0 || actors.has(event.actor)) &&
    (since === null || instant(event.timestamp) >= since);
}

/** Whether anything is left out. */
export function isFiltering({ since, types, items, actors }: LogFilter): boolean {
  return since !== null || types.size + items.size + actors.size > 0;
}

/**
 * Refuses a type or actor that nobody has ever logged here and that this version does not log: it is
 * most likely mistyped.
 *
 * @throws `usage`
 */
export function assertKnownNames(
  call: Call,
  { types, actors }: LogFilter,
  events: readonly LoggedEvent[],
): void {
  assertKnown(
    call,
    "type",
    types,
    EVENT_TYPES,
    (name) => events.some((e) => e.event_type === name),
  );
  assertKnown(call, "actor", actors, ACTORS, (name) => events.some((e) => e.actor === name));
}

function assertKnown(
  call: Call,
  flag: string,
  wanted: ReadonlySet<string>,
  known: readonly string[],
  isLogged: (name: string) => boolean,
): void {
  for (const name of wanted) {
    if (known.includes(name) || isLogged(name)) continue;
    const near = nearestName(name, known) ?? known.slice(0, 3).join(", ");
    const problem = `"--${flag}" ${JSON.stringify(name)} is in no event, did you mean ${near}?`;
    throw fail("usage", { problem, command: call.entry.path });
  }
}

function sinceOf(call: Call, now: Date): number | null {
  const text = flagValue(call, "since");
  if (text === null) return null;
  const [, count, unit = ""] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  const length = UNITS[unit];
  if (count !== undefined && length !== undefined) return now.getTime() - Number(count) * length;
  const time = isTime(text) ? instant(text.includes("T") ? text : `${text}T00:00:00`) : NaN;
  if (!Number.isNaN(time)) return time;
  const problem = `"--since" is an age such as 90s, 30m, 2h, 3d or 1w, ` +
    `or a time such as 2026-01-31T12:00:00Z, not "${text}"`;
  throw fail("usage", { problem, command: call.entry.path });
}

/** A date, or a date and a time as events have it; without a zone it is UTC, as they are. */
function isTime(text: string): boolean {
  const shape = /^(\d{4}-\d\d-\d\d)(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;
  const date = shape.exec(text)?.[1];
  const day = date === undefined ? NaN : Date.parse(`${date}T00:00:00Z`);
  // The runtime takes the 31st of every month.
  return !Number.isNaN(day) && new Date(day).toISOString().slice(0, 10) === date;
}
