import { sealOpensslFile } from "../../src/seal/openssl_file.ts";
import { encodeText } from "../../src/stream/bytes.ts";
import { legacyLog, legacyState } from "../support/legacy_repository.ts";
import { leakToken } from "../support/leak_token.ts";
import type { RepositoryFixture } from "../support/repository_fixture.ts";

/** How a command is tried, in a repository in which SMALL_WORKFLOW has been started and a checkpoint made. */
export interface CommandLines {
  /** Runs before the lines, which follow each other in one repository. */
  readonly arrange?: (repository: RepositoryFixture) => void | Promise<void>;
  /** Arguments after the command. Every line succeeds. */
  readonly lines: readonly (readonly string[])[];
  /** Arguments with which it asks a person, and the flag that it names to a program. */
  readonly asks?: { readonly args: readonly string[]; readonly flag: RegExp };
}

const PLAIN: CommandLines = { lines: [[]] };

/** One row for every command of the command table, by path. */
export const COMMAND_LINES: Readonly<Record<string, CommandLines>> = {
  "init": {
    lines: [
      ["--list-templates"],
      ["--force", "--dry-run"],
      ["--force"],
      ["--restore"],
      ["--agents-md"],
      ["--no-agents-md"],
      ["--force", "--template", "minimal"],
      ["--portable"],
      ["--no-portable", "--share-config", "--share-secrets"],
    ],
  },
  "start": {
    arrange: async ({ done }) => void await done(["finish", "--force"]),
    lines: [["Another"], ["Beside", "--parallel", "--trust", "refuse"]],
  },
  "status": { lines: [[], ["--json"]] },
  "complete": { lines: [["plain", "-n", "Done"]] },
  "skip": { lines: [["plain", "-r", "Not needed for this"]] },
  "approve-item": { lines: [["sign_off"]] },
  "approve": PLAIN,
  "advance": { lines: [["--force"]] },
  "finish": { lines: [["--force"]] },
  "log": { lines: [["--all"], ["--ndjson"]] },
  "validate": { lines: [[], ["workflow.yaml"]] },
  "checkpoint": { lines: [["-m", "Now", "-d", "This", "-f", "notes.txt"]] },
  "checkpoints": { lines: [["--all"], ["--cleanup"]] },
  "checkpoint show": { lines: [["cp_"]] },
  "checkpoint restore": {
    arrange: async ({ done }) => void await done(["complete", "plain"]),
    lines: [["cp_", "--dry-run"], ["cp_", "--yes"]],
    asks: { args: ["cp_"], flag: /--yes/ },
  },
  "workflow reload": {
    arrange: ({ read, write }) => {
      write("workflow.yaml", read("workflow.yaml").replace("Plain item", "Another name"));
    },
    lines: [["--dry-run"], ["--trust"]],
  },
  "resume": PLAIN,
  "handoff": PLAIN,
  "context-reminder": PLAIN,
  "verify-write-allowed": {
    arrange: async ({ done }) => void await done(["finish", "--force"]),
    lines: [[]],
  },
  "session list": { lines: [[], ["--trash"]] },
  "session show": PLAIN,
  "session switch": { lines: [["@"]] },
  "session delete": { lines: [["@", "--force"]] },
  "session gc": { lines: [[], ["--older-than", "0", "--yes"]] },
  "session restore": {
    arrange: async ({ done }) => void await done(["session", "delete", "@", "--force"]),
    lines: [["2"]],
  },
  "session redact": { arrange: leakToken, lines: [[]] },
  "session export-state": { lines: [[], ["../exported.json"]] },
  "list": PLAIN,
  "trust show": { lines: [[], ["--start"]] },
  "trust grant": PLAIN,
  "trust revoke": {
    arrange: async ({ done }) => void await done(["trust", "grant"]),
    lines: [[]],
  },
  "trust list": PLAIN,
  "trust approve-from": { lines: [["release-bot"]] },
  "config show": { lines: [["--effective", "--origin"], ["--all"]] },
  "config why": { lines: [["lock.timeout"]] },
  "config get": { lines: [["lock.timeout"]] },
  "config set": { lines: [["lock.timeout", "20"], ["trust.start", "ask", "--user"]] },
  "config unset": {
    arrange: async ({ done }) => {
      await done(["config", "set", "lock.timeout", "20"]);
      await done(["config", "set", "trust.start", "ask", "--user"]);
    },
    lines: [["lock.timeout"], ["trust.start", "--user"]],
  },
  "config keys": PLAIN,
  "config schema": PLAIN,
  "config migrate": {
    arrange: ({ base }) => {
      Deno.mkdirSync(`${base}/home/.orchestrator`);
      Deno.writeTextFileSync(`${base}/home/.orchestrator/config.yaml`, "provider: manual\n");
    },
    lines: [["--user", "--dry-run"], ["--user"], ["--user", "--rollback"]],
  },
  "paths": { lines: [["--explain"]] },
  "env": PLAIN,
  "doctor": { lines: [[], ["--verbose"], ["--fix", "--dry-run"], ["--fix"], ["--probe"]] },
  "uninstall": {
    lines: [["--dry-run"], ["--no-export", "--yes"]],
    asks: { args: ["--no-export"], flag: /--yes/ },
  },
  "help": { lines: [[], ["agents"]] },
  "migrate": {
    arrange: async ({ base, write }) => {
      const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
      write(".secrets.enc", await sealOpensslFile(encodeText("TOKEN: abc\n"), "old", random));
      Deno.writeTextFileSync(`${base}/password`, "old\n");
      write(".workflow_state.json", legacyState({ status: "completed" }));
      write(".workflow_log.jsonl", legacyLog("wf_main0001", "Add search"));
      write(".gitignore", ".workflow_state.json\n");
    },
    lines: [
      ["--dry-run"],
      ["--move-secrets", "--password-file", "../password", "--dry-run"],
      ["--move-secrets", "--password-file", "../password", "--report", "report.md"],
      ["--fix-gitignore"],
      ["--list"],
      ["--rollback"],
    ],
  },
  "import-legacy": {
    arrange: ({ base }) => {
      const log = legacyLog("wf_main0001", "Add search");
      Deno.mkdirSync(`${base}/old`);
      Deno.writeTextFileSync(`${base}/old/.workflow_state.json`, legacyState());
      Deno.writeTextFileSync(`${base}/old/.workflow_log.jsonl`, log);
      const args = ["-C", `${base}/old`, "-czf", `${base}/old.tar.gz`, "."];
      new Deno.Command("tar", { args }).outputSync();
    },
    lines: [
      ["../old.tar.gz", "--dry-run"],
      ["../old", "--dry-run"],
      ["../old", "--report", "report.md"],
      ["../old.tar.gz"],
    ],
  },
  "completion": { lines: [["bash"]] },
  "__complete": { lines: [["--", "complete", "p"]] },
  "analyze": PLAIN,
  "generate-md": { lines: [["--stdout"], []] },
  "learn": {
    arrange: async ({ done }) => void await done(["skip", "plain", "-r", "Not needed for this"]),
    lines: [["--no-save"], []],
  },
  "feedback capture": {
    lines: [["--auto"]],
    asks: { args: [], flag: /--auto/ },
  },
  "feedback review": { lines: [["--all"]] },
  "snapshot export": {
    lines: [["../exported.tar.zst", "--no-encrypt"]],
    asks: { args: ["../exported.orcsnap"], flag: /--to|--passphrase-file/ },
  },
  "snapshot inspect": { arrange: exportPlain, lines: [["../exported.tar.zst"]] },
  "snapshot verify": { arrange: exportPlain, lines: [["../exported.tar.zst"]] },
  "snapshot decrypt": {
    arrange: exportPlain,
    lines: [["../exported.tar.zst", "../exported.tar"]],
  },
  "snapshot import": {
    arrange: exportPlain,
    lines: [["../exported.tar.zst", "--dry-run"], ["../exported.tar.zst"]],
  },
  "snapshot keygen": { lines: [["../exported.key"]] },
  "snapshot list": { arrange: exportPlain, lines: [[".."]] },
  "secrets init": { lines: [[], ["--user"]] },
  "secrets set": {
    arrange: ({ write }) => write("value", "nobody may see this"),
    lines: [["TOKEN", "--from-file", "value"], ["team/TOKEN", "--user", "--from-file", "value"]],
  },
  "secrets get": { arrange: setToken, lines: [["TOKEN", "--reveal"]] },
  "secrets list": { arrange: setToken, lines: [[]] },
  "secrets remove": { arrange: setToken, lines: [["TOKEN"]] },
  "secrets restore": {
    arrange: async (repository) => {
      await setToken(repository);
      await repository.done(["secrets", "remove", "TOKEN"]);
    },
    lines: [["TOKEN"]],
  },
  "secrets source": { arrange: setToken, lines: [["TOKEN"]] },
  "secrets sources": PLAIN,
  "secrets test": { arrange: setToken, lines: [["TOKEN"]] },
  "secrets exec": { arrange: setToken, lines: [["--", "true"]] },
  "secrets rotate": { arrange: setToken, lines: [[]] },
  "secrets doctor": { arrange: setToken, lines: [[]] },
  "secrets import": {
    arrange: ({ write }) => write(".env", "TOKEN=abc\n"),
    lines: [[".env"]],
  },
  "secrets copy": { arrange: setToken, lines: [["--from", "."]] },
  "secrets export": {
    arrange: async (repository) => {
      await setToken(repository);
      repository.canaries.allow(/^exported\.env$/);
    },
    lines: [["../exported.env", "--format", "env"]],
  },
};

async function setToken({ done }: RepositoryFixture): Promise<void> {
  await done(["secrets", "set", "TOKEN"], { stdin: "nobody may see this" });
}

async function exportPlain({ done }: RepositoryFixture): Promise<void> {
  await done(["snapshot", "export", "../exported.tar.zst", "--no-encrypt"]);
}
