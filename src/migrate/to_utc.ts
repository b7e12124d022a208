const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
const ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** What a time that cannot be read becomes, as for a state without one. */
const UNKNOWN = "1970-01-01T00:00:00Z";

/**
 * A time of the predecessor in UTC, for sorting: it writes `Z`, an offset, or no zone at all, which
 * then counts as UTC. One that is UTC already stays as it is written.
 */
export function toUtc(text: string): string {
  if (UTC.test(text)) return text;
  const time = Date.parse(ZONE.test(text) ? text : `${text}Z`);
  if (Number.isNaN(time)) return UNKNOWN;
  const fraction = /\.(\d+)/.exec(text)?.[1]?.slice(0, 6).padEnd(6, "0") ?? "000000";
  return new Date(time).toISOString().replace(/\.\d+Z$/, `.${fraction}Z`);
}
