import { readIdentity } from "../repo/identity.ts";
import { LAYOUT } from "../repo/layout.ts";
import { activeSessions } from "./active_sessions.ts";
import { type DoctorInput, type Finding, found } from "./finding.ts";
import { houseText } from "./foreign_text.ts";

/** Files with a schema of their own besides those of sessions, and the newest that is read. */
const SCHEMAS = [[LAYOUT.marker, 1]] as const;

/** Which version this is, and whether a newer one has written any of the state. */
export async function checkVersions(input: DoctorInput): Promise<readonly Finding[]> {
  const { place: { home }, version } = input;
  const recorded = readIdentity(home);
  const maker = recorded.kind === "identity" ? recorded.identity.created_by : null;
  const newer = [
    ...(recorded.kind === "newer" ? [LAYOUT.meta] : []),
    ...SCHEMAS.filter(([path, newest]) => schemaOf(houseText(home, path)) > newest)
      .map(([path]) => path),
    ...(await activeSessions(input)).filter(({ condition }) => condition.kind === "newer")
      .map(({ id }) => id),
  ];
  const evidence = { version, made_by: maker };
  if (newer.length > 0) {
    return newer.map((what) => found("versions", "error", { ...evidence, newer: what }));
  }
  const isOlder = maker !== null && compare(versionIn(maker), versionIn(version)) > 0;
  return [found("versions", isOlder ? "note" : "ok", evidence)];
}

function schemaOf(text: string): number {
  const match = /"schema"\s*:\s*(\d{1,9})\b/.exec(text);
  return Number(match?.[1] ?? 0);
}

function versionIn(text: string): readonly number[] {
  const match = /(\d{1,9})\.(\d{1,9})\.(\d{1,9})/.exec(text);
  return (match ?? []).slice(1).map(Number);
}

/** Above zero if the first is the later version. */
function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
