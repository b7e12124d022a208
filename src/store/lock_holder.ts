import type { LockHolder } from "./lock.ts";

/** Reads what a lock file says of its holder; null when it is not what we write there. */
export function parseHolder(text: string): LockHolder | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
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
