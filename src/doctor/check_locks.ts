import { readSystemFile } from "../process/read_system_file.ts";
import { LAYOUT, sessionFile } from "../repo/layout.ts";
import { findMount, readMounts } from "../repo/mounts.ts";
import { knownSessions } from "../session/known_sessions.ts";
import { type HeldFlock, holderOfFile, isLayered, parseLocks } from "../store/held_locks.ts";
import { parseHolder } from "../store/lock_holder.ts";
import { readRegularText } from "../store/read_file.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";

/** No command of ours holds a lock so long: long work is done without one. In milliseconds. */
const LONG = 60_000;

/** Which of our locks are held, by whom, and for how long. Looks only: it takes no lock. */
export async function checkLocks(input: DoctorInput): Promise<readonly Finding[]> {
  const { place, operations, env } = input;
  if (env["ORCHESTRATOR_LOCK"] === "none") {
    return [found("locks", "note", { condition: "off" })];
  }
  const text = await readSystemFile("/proc/locks");
  if (text === null) return [found("locks", "not_tried", { why: "system" })];
  const locks = parseLocks(text);
  const layered = isLayered(findMount(await readMounts(), place.home)?.type);
  const { ids } = knownSessions(place, operations);
  const paths = [
    { path: LAYOUT.lock, session: null },
    ...ids.map((id) => ({ path: sessionFile(id, "lock"), session: id })),
  ];
  const held = paths.flatMap(({ path, session }) => {
    const holder = holderOfFile(`${place.home}/${path}`, locks, layered);
    return holder === null ? [] : [describe(input, path, session, holder)];
  });
  return held.length > 0 ? held : [found("locks", "ok", { locks: paths.length })];
}

/** What the file says of its holder is for people: somebody else's words, or those of one before. */
function describe(
  { place, now, host }: DoctorInput,
  path: string,
  session: string | null,
  { pid }: HeldFlock,
): Finding {
  const said = parseHolder(readRegularText(`${place.home}/${path}`) ?? "");
  const age = said === null ? null : now.getTime() - Date.parse(said.since);
  const evidence = {
    condition: "held",
    path: `${place.home}/${path}`,
    pid,
    command: said?.command ?? null,
    host: said?.host ?? null,
    elsewhere: said !== null && said.host !== host,
    since: said?.since ?? null,
  };
  return found("locks", age !== null && age > LONG ? "error" : "note", evidence, session);
}
