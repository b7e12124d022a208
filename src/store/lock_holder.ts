/** Who holds a lock, as written into the lock file for people; never used to decide. */
export interface LockHolder {
  readonly pid: number;
  readonly host: string;
  readonly command: string;
  /** UTC. */
  readonly since: string;
}

/** What a lock file says of its holder: the first line; after it may stand what is left of a longer one. */
export function holderLine(text: string): string | null {
  const line = text.split("\n", 1)[0]?.trim();
  return line === undefined || line === "" ? null : line;
}

/** Reads what a lock file says of its holder; null when it is not what we write there. */
export function parseHolder(text: string): LockHolder | null {
  let value: unknown;
  try {
    value = JSON.parse(holderLine(text) ?? "");
  } catch {
    return null;
  }
  return isHolder(value) ? value : null;
}

function isHolder(value: unknown): value is LockHolder {
  if (typeof value !== "object" || value === null) return false;
  const { pid, host, command, since } = value as Partial<Record<keyof LockHolder, unknown>>;
  return typeof pid === "number" && typeof since === "string" &&
    [host, command].every((text) => typeof text === "string") && !Number.isNaN(Date.parse(since));
}
