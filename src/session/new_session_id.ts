import { randomName } from "../store/random_name.ts";

/**
 * A new session id: `<yymmdd>-<6 characters of Crockford base32>`, e.g. `261122-x7k2qf`, free without
 * regard to case.
 *
 * @param now Event timestamp, UTC.
 */
export function newSessionId(now: string, taken: readonly string[]): string {
  const date = now.slice(2, 10).replaceAll("-", "");
  const used = new Set(taken.map((id) => id.toLowerCase()));
  for (;;) {
    const id = `${date}-${randomName(6)}`;
    if (!used.has(id)) {
      return id;
    }
  }
}
