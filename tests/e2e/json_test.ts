import assert from "node:assert/strict";
import { COMMAND_TABLE } from "../../src/cli/command_table.ts";
import { at, find, type Json, jsonOf, listAt, parseJson, textAt } from "../support/json.ts";
import { leakToken } from "../support/leak_token.ts";
import { makeRepository, type RepositoryFixture } from "../support/repository_fixture.ts";
import { SMALL_WORKFLOW } from "../support/workflows.ts";

/** How one command succeeds with `--json`. */
interface Success {
  /** Runs before it, in a repository with SMALL_WORKFLOW started. */
  readonly arrange?: (repository: RepositoryFixture) => Promise<void>;
  readonly args?: readonly string[];
  /** Another program has stdout: the document is the last line of stderr. */
  readonly onStderr?: true;
  /** Keys that its document must have. */
  readonly keys: readonly string[];
}

/** One row for every command of the command table, by path. */
const SUCCESSES: Readonly<Record<string, Success>> = {
  "init": { args: ["--force"], keys: [] },
  "start": { args: ["Another", "--parallel"], keys: ["result", "session", "workflow_id"] },
  "status": {
    keys: ["active", "workflow_id", "task", "phase", "progress", "items", "constraints"],
  },
  "complete": { args: ["plain"], keys: ["item", "result", "next_action"] },
  "skip": { args: ["plain", "-r", "Not needed for this"], keys: ["item", "result"] },
  "approve-item": { args: ["sign_off"], keys: ["item", "result"] },
  "approve": { keys: ["approved_phase"] },
  "advance": { args: ["--force"], keys: ["from", "to", "skipped", "forced"] },
  "finish": { args: ["--force"], keys: ["session", "status", "summary"] },
  "log": { keys: ["session", "events", "total", "condition"] },
  "validate": { keys: [] },
  "checkpoint": { args: ["-m", "Now"], keys: ["session", "checkpoint_id", "resume", "restore"] },
  "checkpoints": { keys: ["session", "workflow_id", "checkpoints", "hidden"] },
  "checkpoint show": {
    arrange: async ({ done }) => void await done(["checkpoint"]),
    args: ["cp_"],
    keys: ["session", "checkpoint_id", "workflow_state_snapshot"],
  },
  "checkpoint restore": {
    arrange: async ({ done }) => {
      await done(["checkpoint"]);
      await done(["complete", "plain"]);
    },
    args: ["cp_", "--yes"],
    keys: ["result", "checkpoint_id", "changes", "kept_as", "next_action"],
  },
  "workflow reload": { keys: ["result", "changes", "commands", "granted", "next_action"] },
  "resume": { keys: ["checkpoint", "since", "decisions", "notes", "last_events", "next_action"] },
  "handoff": { keys: ["task", "constraints", "files", "criteria", "phases", "next_action"] },
  "context-reminder": { keys: ["active", "task", "phase", "progress", "constraints"] },
  "verify-write-allowed": {
    arrange: async ({ done }) => void await done(["finish", "--force"]),
    keys: ["allowed", "phase", "reason"],
  },
  "analyze": { keys: ["total_workflows", "completion_rate", "phase_durations", "sessions"] },
  "generate-md": { keys: ["session", "result", "path"] },
  "feedback capture": { args: ["--auto"], keys: ["session", "result", "tool", "process"] },
  "feedback review": { keys: ["days", "total", "entries"] },
  "learn": { keys: ["session", "result", "markdown", "skipped"] },
  "session list": { keys: ["sessions"] },
  "session show": { keys: ["session", "meta", "status"] },
  "session switch": { args: ["@"], keys: ["from", "to"] },
  "session delete": {
    args: ["@", "--force"],
    keys: ["session", "task", "status", "trash", "was_current_in", "restore"],
  },
  "session redact": {
    arrange: leakToken,
    keys: ["session", "redactions", "files", "trash", "restore", "remove"],
  },
  "session gc": {
    args: ["--older-than", "0", "--yes"],
    keys: ["dry_run", "older_than_days", "status", "sessions", "kept"],
  },
  "session export-state": { keys: ["session", "path", "state"] },
  "list": { keys: ["directory", "homes", "workflows", "unreadable"] },
  "session restore": {
    arrange: async ({ done }) => {
      await done(["session", "delete", "@", "--force"]);
    },
    args: ["2"],
    keys: ["restored", "session", "checkpoints", "task", "trash", "current_in"],
  },
  "paths": { args: ["--explain"], keys: ["home", "tree", "steps"] },
  "env": { keys: ["kind", "ephemeral", "reasons", "actor", "may_ask", "home"] },
  "trust list": { keys: ["grants", "approvers", "state_directory"] },
  "trust revoke": { keys: ["grants", "approvers"] },
  "trust approve-from": { args: ["release-bot"], keys: ["name", "home"] },
  "config show": { args: ["--all"], keys: ["settings", "workflow_settings", "legacy"] },
  "config why": { args: ["lock.timeout"], keys: ["key", "value", "origin", "candidates"] },
  "config get": { args: ["lock.timeout"], keys: ["key", "value", "origin"] },
  "config set": { args: ["lock.timeout", "20"], keys: ["key", "value", "path", "result"] },
  "config unset": { args: ["lock.timeout"], keys: ["key", "path", "result"] },
  "config keys": { keys: ["keys"] },
  "config schema": { keys: ["json_schema"] },
  "config migrate": { args: ["--user"], keys: ["from", "to", "moved"] },
  "trust show": { keys: ["session", "hash", "commands"] },
  "trust grant": {
    arrange: async ({ done, base }) => {
      Deno.removeSync(`${base}/state`, { recursive: true });
      Deno.mkdirSync(`${base}/state`);
      await done(["trust", "show"]);
    },
    keys: ["session", "hash", "commands", "stored"],
  },
  "snapshot export": {
    args: ["a.tar.zst", "--no-encrypt"],
    keys: ["path", "format", "encrypted", "recipients", "bytes", "files", "sessions", "current"],
  },
  "snapshot import": {
    arrange: exportPlain,
    args: ["a.tar.zst"],
    keys: ["dry_run", "sessions", "current", "files", "not_applied", "grants"],
  },
  "snapshot inspect": {
    arrange: exportPlain,
    args: ["a.tar.zst"],
    keys: ["format", "encrypted", "recipients", "manifest"],
  },
  "snapshot verify": {
    arrange: exportPlain,
    args: ["a.tar.zst"],
    keys: ["encrypted", "sessions", "files", "content_bytes"],
  },
  "snapshot decrypt": {
    arrange: exportPlain,
    args: ["a.tar.zst"],
    keys: ["path", "bytes", "verified_first"],
  },
  "snapshot keygen": { args: ["key.txt"], keys: ["path", "recipient"] },
  "snapshot list": { arrange: exportPlain, keys: ["directory", "snapshots"] },
  "secrets init": { keys: ["scope", "path", "result", "recipients", "secrets"] },
  "secrets set": {
    args: ["TOKEN", "--from-file", "workflow.yaml"],
    keys: ["name", "scope", "path", "result", "bytes", "vault_made"],
  },
  "secrets get": {
    arrange: setToken,
    args: ["TOKEN"],
    keys: ["name", "source", "from", "bytes", "revealed"],
  },
  "secrets list": { arrange: setToken, keys: ["secrets", "unreadable"] },
  "secrets remove": { arrange: setToken, args: ["TOKEN"], keys: ["name", "scope", "result"] },
  "secrets restore": {
    arrange: async (repository) => {
      await setToken(repository);
      await repository.done(["secrets", "remove", "TOKEN"]);
    },
    args: ["TOKEN"],
    keys: ["name", "scope", "result", "updated_at"],
  },
  "secrets source": { arrange: setToken, args: ["TOKEN"], keys: ["name", "source", "sources"] },
  "secrets sources": { keys: ["sources"] },
  "secrets test": { arrange: setToken, args: ["TOKEN"], keys: ["name", "accessible", "bytes"] },
  "secrets exec": {
    arrange: setToken,
    args: ["--json", "--", "true"],
    onStderr: true,
    keys: ["command", "exit", "secrets"],
  },
  "secrets rotate": { arrange: setToken, keys: ["scope", "path", "secrets", "recipients"] },
  "secrets doctor": { keys: ["healthy", "findings"] },
  "secrets import": {
    arrange: ({ write }) => Promise.resolve(write(".env", "TOKEN=abc\n")),
    args: [".env"],
    keys: ["from", "format", "added", "replaced", "unchanged", "kept", "refused"],
  },
  "secrets copy": {
    arrange: async (repository) => {
      await setToken(repository);
      repository.write("other/.git/HEAD", "ref: refs/heads/main\n");
      await repository.done(["init", "--root", "other"]);
      await repository.done(["secrets", "set", "A", "--root", "other"], { stdin: "abc" });
    },
    args: ["--from", "other"],
    keys: ["from", "format", "added", "kept"],
  },
  "secrets export": {
    arrange: setToken,
    args: ["out.env", "--format", "env"],
    keys: ["path", "format", "secrets"],
  },
  "doctor": { keys: [] },
  "uninstall": {
    args: ["--no-export", "--yes"],
    keys: ["home", "dry_run", "export", "traces"],
  },
  "completion": { args: ["zsh"], keys: ["shell", "script"] },
  "__complete": { args: ["complete", "p"], keys: ["candidates"] },
  "help": { keys: [] },
  "import-legacy": {
    arrange: ({ write }) => Promise.resolve(write("old/notes.txt", "Nothing of the predecessor")),
    args: ["old"],
    keys: ["migration", "left", "problems"],
  },
  "migrate": { args: ["--dry-run"], keys: ["sessions", "originals", "left", "totals"] },
};

Deno.test("every command has a row in the table of JSON documents, and every row a command", () => {
  assert.deepEqual(
    Object.keys(SUCCESSES).sort(),
    COMMAND_TABLE.map((entry) => entry.path).sort(),
  );
});

async function setToken({ done }: RepositoryFixture): Promise<void> {
  await done(["secrets", "set", "TOKEN"], { stdin: "A value that nobody guesses" });
}

async function exportPlain({ done }: RepositoryFixture): Promise<void> {
  await done(["snapshot", "export", "a.tar.zst", "--no-encrypt"]);
}

/** All keys, but for those of a JSON Schema, which are not ours to choose. */
function keysOf(value: Json): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === "json_schema" ? [key] : [key, ...keysOf(below)]
  );
}

for (const [path, { arrange, args = [], onStderr, keys }] of Object.entries(SUCCESSES)) {
  Deno.test(`${path} --json prints one document and nothing else on stdout`, async () => {
    using repository = makeRepository({ workflow: SMALL_WORKFLOW });
    await repository.done(["start", "Build the thing"]);
    await arrange?.(repository);
    const words = [...path.split(" "), ...args];
    const document = onStderr === true
      ? parseJson((await repository.done(words)).stderr.trimEnd().split("\n").at(-1) ?? "")
      : await repository.json(words);
    assert.equal(textAt(document, "schema"), `orchestrator.${path.replace(" ", "-")}/1`);
    for (const key of keys) assert.notEqual(find(document, key), undefined, `no key "${key}"`);
    assert.deepEqual(keysOf(document).filter((key) => /[a-z][A-Z]/.test(key)), []);
  });

  Deno.test(`${path} --json prints a usage error as one document`, async () => {
    using repository = makeRepository();
    const run = await repository.run([...path.split(" "), "--json", "--no-such-flag"]);
    assert.equal(run.code, 2, run.stdout + run.stderr);
    assert.equal(textAt(jsonOf(run), "error", "code"), "usage");
  });

  Deno.test(`${path} --help --json prints one document`, async () => {
    using repository = makeRepository();
    const document = await repository.json([...path.split(" "), "--help"]);
    assert.equal(textAt(document, "schema"), "orchestrator.help/1");
  });
}

Deno.test("the documents of a repository without a workflow parse", async () => {
  using repository = makeRepository();
  assert.deepEqual(await repository.json(["status"]), {
    schema: "orchestrator.status/1",
    active: false,
  });
  assert.deepEqual(listAt(await repository.json(["session", "list"]), "sessions"), []);
  assert.deepEqual(await repository.json(["checkpoints"]), {
    schema: "orchestrator.checkpoints/1",
    session: null,
    workflow_id: null,
    checkpoints: [],
    hidden: 0,
  });
  assert.equal(textAt(await repository.json(["--version"]), "schema"), "orchestrator.version/1");
});

Deno.test("status --json keeps the keys and the order of the predecessor", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing", "-c", "Keep it small"]);
  await repository.done(["skip", "plain", "-r", "Not needed for this"]);
  await repository.done(["complete", "optional"]);
  const status = await repository.json(["status"]);
  assert.equal(at(status, "active"), true);
  assert.equal(at(status, "phase"), "PLAN");
  assert.deepEqual(at(status, "progress"), { completed: 1, total: 11 });
  assert.deepEqual(at(status, "constraints"), ["Keep it small"]);
  assert.deepEqual(at(status, "items", 0), {
    id: "plain",
    status: "skipped",
    name: "Plain item",
    required: true,
    step_type: "flexible",
    description: null,
    check: null,
  });
  assert.deepEqual(
    listAt(status, "items").map((item) => textAt(item, "id")).slice(0, 3),
    ["plain", "optional", "plan_file"],
  );
});

Deno.test("a global flag means the same before and after the command", async () => {
  using repository = makeRepository({ workflow: SMALL_WORKFLOW });
  await repository.done(["start", "Build the thing"]);
  const before = await repository.done(["--json", "status"]);
  const after = await repository.done(["status", "--json"]);
  assert.equal(before.stdout, after.stdout);
  const elsewhere = await repository.done(["-d", repository.path, "status", "--json"], {
    cwd: "/",
  });
  assert.equal(find(jsonOf(elsewhere), "session"), find(jsonOf(after), "session"));
});
