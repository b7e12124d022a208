import { readSetting } from "../config/read_setting.ts";
import { findProgram } from "../process/find_program.ts";
import { runProgram } from "../process/run_program.ts";
import { scrubText } from "../scrub/scrub_text.ts";
import type { CheckHands } from "../session/complete_item.ts";
import type { Writer } from "../session/writer.ts";
import { fail } from "../store/failure.ts";
import { lookInside } from "../store/look_inside.ts";
import type { CheckOutcome } from "../workflow/complete.ts";
import type { WorkflowDefinition } from "../workflow/definition.ts";
import { findItem } from "../workflow/inspect.ts";
import type { CommandCheck } from "../workflow/template.ts";
import type { Call } from "./call.ts";
import { configurationOf } from "./config/configuration.ts";
import { childEnvironment } from "./child_environment.ts";
import type { Context } from "./context.ts";
import { escapeLine } from "./escape.ts";
import { approverCheck } from "./trust/approver_check.ts";
import { checkSecrets } from "./secrets/check_secrets.ts";
import { withheldVariables } from "./secrets/withheld_variables.ts";
import { requireTrust } from "./trust/trust_of.ts";

/** Bytes of a program's output that are looked at; events keep far less. */
const OUTPUT_LIMIT = 65_536;

/**
 * What `complete` needs to run checks: grants, the environment, the runner. A file that is older than
 * the session passes, and stderr says so: it may be another task's.
 */
export async function checkHands(
  call: Call,
  context: Context,
  writer: Writer,
  item: string,
): Promise<CheckHands> {
  const { place } = writer;
  const assertApprover = await approverCheck(call, context, place);
  return {
    guard: (fold) => {
      const isApproval = findItem(fold, item)?.definition.verification.type === "manual_gate";
      if (isApproval) assertApprover(item);
    },
    permit: (fold) => requireTrust(call, context, place, fold),
    runCommand: (check, { state }) =>
      runCommand(call, context, writer, { check, definition: state.workflow_definition }),
    lookAtFile: (check, { state }) => {
      const { exists, outside, modified } = lookInside(place.tree, check.path);
      if (modified !== null && modified.getTime() < Date.parse(state.created_at)) {
        context.err(`note: ${escapeLine(check.path)} is older than this session\n`);
      }
      return { kind: "file", exists, blocked: outside };
    },
  };
}

interface CommandRun {
  readonly check: CommandCheck;
  readonly definition: WorkflowDefinition | null;
}

async function runCommand(
  call: Call,
  context: Context,
  writer: Writer,
  { check, definition }: CommandRun,
): Promise<CheckOutcome> {
  const { place } = writer;
  const env = context.environment();
  const [name = ""] = check.argv;
  const cwd = place.tree;
  const program = findProgram(name, { path: env["PATH"] ?? "", cwd, refuseBelow: [] });
  if (program === null) return notFound();
  if (!call.globals.json && !call.globals.quiet && context.stderrIsTerminal()) {
    context.err(`Running: ${escapeLine(check.command)} (limit ${check.timeoutSeconds} s)\n`);
  }
  const secrets = await checkSecrets(call, context, place, check.secrets);
  // Only what was granted gets here.
  const rules = { granted: true };
  const sources = configurationOf(call, context, place);
  const environment = await readSetting("verification.env", sources, rules);
  const inherited = childEnvironment(env, environment.value);
  const withheld = await withheldVariables(place, definition, check.secrets, inherited);
  if (withheld.length > 0) context.err(`${withheldNote(withheld)}\n`);
  const result = await runProgram({
    argv: check.argv,
    program,
    cwd,
    env: {
      ...Object.fromEntries(
        Object.entries(inherited).filter(([variable]) => !withheld.includes(variable)),
      ),
      ...secrets.variables,
    },
    timeoutSeconds: check.timeoutSeconds,
    outputLimit: OUTPUT_LIMIT,
  });
  const known = await writer.knownValues();
  const scrub = (text: string) => scrubText(scrubText(text, secrets.known), known);
  if (result.signal !== null) throw fail("interrupted", { signal: result.signal });
  return {
    kind: "command",
    exitCode: result.exitCode,
    stdout: scrub(result.stdout),
    stderr: scrub(result.stderr),
    problem: result.ended === "exit" ? null : result.ended,
    program,
    seconds: result.seconds,
  };
}

function withheldNote(variables: readonly string[]): string {
  return `note: the command does not get ${
    variables.map(escapeLine).join(", ")
  }: that is a secret which the item does not declare (secrets: [NAME])`;
}

function notFound(): CheckOutcome {
  return {
    kind: "command",
    exitCode: null,
    stdout: "",
    stderr: "",
    problem: "not_found",
    program: null,
    seconds: 0,
  };
}
