import { testBadInput } from "../../support/bad_input.ts";

testBadInput("complete", [
  { name: "a missing item", args: ["complete"], code: 2, error: "usage", says: /ITEM is missing/ },
  {
    name: "two items",
    args: ["complete", "plain", "optional"],
    code: 2,
    error: "usage",
    says: /unexpected argument "optional"/,
  },
  {
    name: "an item that does not exist, naming a similar one",
    args: ["complete", "plian"],
    code: 1,
    error: "item.not_found",
    says: /"plian".*"plain"/,
  },
  {
    name: "an item that is called like a property of every object",
    args: ["complete", "constructor"],
    code: 1,
    error: "item.not_found",
    says: /"constructor"/,
  },
  {
    name: "a path in place of an item",
    args: ["complete", "../../../etc/passwd"],
    code: 1,
    error: "item.not_found",
    says: /passwd/,
  },
  {
    name: "an item of another phase",
    args: ["complete", "build"],
    code: 1,
    error: "item.other_phase",
    says: /"BUILD".*"PLAN"/,
  },
  {
    name: "an item that was skipped",
    arrange: async ({ done }) => {
      await done(["skip", "plain", "-r", "Long enough reason"]);
    },
    args: ["complete", "plain"],
    code: 1,
    error: "item.was_skipped",
    says: /was skipped/,
  },
  {
    name: "a manual gate",
    args: ["complete", "sign_off"],
    code: 1,
    error: "item.needs_approval",
    says: /manual gate/,
  },
  {
    name: "an item whose file is missing",
    args: ["complete", "plan_file"],
    code: 1,
    error: "verification.failed",
    says: /plan\.md/,
    records: true,
  },
  {
    name: "an item whose command fails",
    arrange: ({ write }) => write("check.sh", "echo bad weather >&2\nexit 3\n"),
    args: ["complete", "checked"],
    code: 1,
    error: "verification.failed",
    says: /3/,
    records: true,
  },
  {
    name: "a gate whose command fails, also with --skip-verify",
    arrange: ({ write }) => write("gate.sh", "echo closed >&2\nexit 1\n"),
    args: ["complete", "gate", "--skip-verify"],
    code: 1,
    error: "verification.failed",
    says: /closed/,
    records: true,
  },
  {
    name: "an item whose program does not exist",
    fresh: true,
    arrange: async ({ write, done }) => {
      write("workflow.yaml", MISSING_PROGRAM);
      await done(["start", "T"]);
    },
    args: ["complete", "a"],
    code: 1,
    error: "verification.failed",
    says: /no-such-program/,
    records: true,
  },
  {
    name: "notes of 2001 characters",
    args: ["complete", "plain", "-n", "𝄞".repeat(2001)],
    code: 1,
    error: "usage.too_long",
    says: /2001 characters, the limit is 2000/,
  },
  {
    name: "a file of notes that is not there",
    args: ["complete", "plain", "--notes-file", "missing.txt"],
    code: 66,
    error: "file.not_found",
    says: /"missing\.txt"/,
  },
  {
    name: "a directory in place of a file of notes",
    arrange: (repository) => Deno.mkdirSync(repository.at("notes")),
    args: ["complete", "plain", "--notes-file", "notes"],
    code: 66,
    error: "file.unreadable",
    says: /it is a directory/,
  },
  {
    name: "notes that are not UTF-8",
    args: ["complete", "plain", "--notes-file", "-"],
    stdin: Uint8Array.of(0x61, 0xff, 0xfe),
    code: 66,
    error: "file.unreadable",
    says: /UTF-8/,
  },
  {
    name: "more than a megabyte of notes",
    args: ["complete", "plain", "--notes-file", "-"],
    stdin: "x".repeat(1024 * 1024 + 1),
    code: 66,
    error: "file.unreadable",
    says: /more than/,
  },
  {
    name: "notes from two places",
    args: ["complete", "plain", "--notes", "a", "--notes-file", "b"],
    code: 2,
    error: "usage",
    says: /exclude each other/,
  },
  {
    name: "notes and evidence both from stdin",
    args: ["complete", "evident", "--notes-file", "-", "--evidence", "-"],
    stdin: "{}",
    code: 2,
    error: "usage",
    says: /stdin/,
  },
  {
    name: "evidence that is not JSON",
    args: ["complete", "evident", "--evidence", "-"],
    stdin: "{",
    code: 65,
    error: "evidence.unreadable",
    says: /not JSON/,
  },
  {
    name: "evidence of another shape",
    args: ["complete", "evident", "--evidence", "-"],
    stdin: "[1, 2]",
    code: 1,
    error: "evidence.invalid",
    says: /TestPlanEvidence/,
    records: true,
  },
  {
    name: "evidence for an item that asks for none",
    args: ["complete", "plain", "--evidence", "-"],
    stdin: "{}",
    code: 1,
    error: "evidence.unexpected",
    says: /evidence/,
  },
  {
    name: "--notes without a value",
    args: ["complete", "plain", "--notes"],
    code: 2,
    error: "usage",
    says: /"--notes" needs a value/,
  },
  {
    name: "an item where no workflow was started",
    fresh: true,
    args: ["complete", "plain"],
    code: 66,
    error: "session.none",
    says: /No active workflow/,
  },
  {
    name: "an item of a finished workflow",
    arrange: async ({ done }) => {
      await done(["finish", "--abandon", "-r", "No longer needed"]);
    },
    args: ["complete", "plain"],
    code: 1,
    error: "workflow.not_active",
    says: /abandoned/,
  },
  {
    name: "a setting that could carry a second command",
    fresh: true,
    arrange: async ({ write, done }) => {
      write("workflow.yaml", UNSAFE_SETTING);
      await done(["start", "T"]);
    },
    args: ["complete", "a"],
    code: 1,
    error: "settings.unsafe",
    says: /"target"/,
  },
  {
    name: "a file outside of the tree",
    fresh: true,
    arrange: async ({ write, done }) => {
      write("workflow.yaml", OUTSIDE);
      await done(["start", "T"]);
    },
    args: ["complete", "a"],
    code: 1,
    error: "verification.path_outside",
    says: /outside/,
    records: true,
  },
]);

const MISSING_PROGRAM = workflow("{ type: command, command: no-such-program --now }");
const OUTSIDE = workflow("{ type: file_exists, path: ../outside.txt }");
const UNSAFE_SETTING = `settings: { target: "a; touch owned" }\n` +
  workflow('{ type: command, command: "echo {{target}}" }');

function workflow(verification: string): string {
  return `name: X
phases:
  - id: P
    name: P
    items:
      - { id: a, name: A, verification: ${verification} }
`;
}
