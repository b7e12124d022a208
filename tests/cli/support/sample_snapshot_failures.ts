import type { Failure } from "../../../src/store/failure.ts";
import type { SnapshotProblem } from "../../../src/store/snapshot_problem.ts";

/** At least one problem of every kind. */
const SAMPLE_PROBLEMS: readonly SnapshotProblem[] = [
  { kind: "no_snapshot" },
  { kind: "cut" },
  { kind: "header", found: "cost" },
  { kind: "mac" },
  { kind: "chunk", index: 0 },
  { kind: "chunk_count" },
  { kind: "secrets" },
  { kind: "empty" },
  { kind: "age" },
  { kind: "frame", index: 1, found: "cut" },
  { kind: "expansion", limit: 500 },
  { kind: "archive", found: "checksum" },
  { kind: "entries", limit: 200_000 },
  { kind: "type", name: "a", type: "2" },
  { kind: "name", name: "../a\nb", found: "dots" },
  { kind: "manifest", place: "files.0.name", found: "invalid" },
  { kind: "content", name: "a" },
  { kind: "sums" },
  { kind: "session", session: "261122-x7k2qf", found: "log" },
];

/** At least one failure of every code that is about snapshots. */
export const SNAPSHOT_FAILURES: readonly Failure[] = [
  ...SAMPLE_PROBLEMS.map((problem) => ({ code: "snapshot.damaged", facts: { problem } }) as const),
  { code: "snapshot.newer", facts: { version: "2" } },
  { code: "snapshot.locked", facts: { recipients: ["passphrase", "key"], tried: [] } },
  { code: "snapshot.locked", facts: { recipients: ["x25519"], tried: ["identity"] } },
  { code: "snapshot.refused", facts: { problem: { kind: "entries", limit: 200_000 } } },
  { code: "snapshot.changed", facts: { path: "/a/.orchestrator/config.yaml" } },
  {
    code: "snapshot.secrets",
    facts: {
      found: [{ path: ".orchestrator/config.yaml", line: 3, kind: "github-token" }],
      count: 1,
      sessions: [],
    },
  },
  {
    code: "snapshot.secrets",
    facts: {
      found: [{ path: ".orchestrator/sessions/x/log.jsonl", line: 7, kind: "jwt" }],
      count: 21,
      sessions: ["x"],
    },
  },
  { code: "snapshot.nothing", facts: { wanted: [] } },
  { code: "snapshot.nothing", facts: { wanted: ["x"] } },
  { code: "key.missing", facts: { purpose: "seal", command: "snapshot export" } },
  { code: "key.missing", facts: { purpose: "open", command: "snapshot verify" } },
  { code: "key.unreadable", facts: { path: "k", expected: "identity", line: 2 } },
  { code: "key.unreadable", facts: { path: "k", expected: "key", line: null } },
  { code: "passphrase.mismatch", facts: { command: "snapshot export" } },
  { code: "age.recipients", facts: { found: "key" } },
  { code: "age.recipients", facts: { found: "passphrase" } },
  { code: "output.in_house", facts: { path: "/a/.orchestrator/x" } },
  { code: "output.exists", facts: { path: "a.orcsnap" } },
  { code: "auto_export.incomplete", facts: { missing: "directory" } },
  { code: "auto_export.incomplete", facts: { missing: "recipients" } },
  { code: "import.no_space", facts: { needed: 20_000_000, free: 1_000_000 } },
  { code: "import.too_many", facts: { count: 20_000 } },
  {
    code: "archive.refused",
    facts: { path: "old.tar", problem: { kind: "type", name: "a\u001b[2J", type: "2" } },
  },
  {
    code: "import.differs",
    facts: {
      snapshot: "a/b",
      here: "a/c\u001b[2J",
      command: "orchestrator snapshot import --adopt a.orcsnap",
    },
  },
  { code: "recipient.invalid", facts: { text: "ssh-ed25519 AAAA" } },
];
