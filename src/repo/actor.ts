import { fail } from "../store/failure.ts";
import { isSetVariable } from "./is_set_variable.ts";

/** Who runs a command, and why we think so. */
export interface DetectedActor {
  readonly actor: "human" | "agent" | "system";
  /** `override`, `env:NAME`, `tty`, or `none` when nothing tells. */
  readonly evidence: string;
  /** The name in `ORCHESTRATOR_ACTOR` when it is none of the three; approval may be tied to it. */
  readonly name: string | null;
}

/** What {@link detectActor} looks at. */
export interface ActorSigns {
  /** The environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly stdinTerminal: boolean;
  readonly stdoutTerminal: boolean;
}

const OVERRIDE = "ORCHESTRATOR_ACTOR";

/**
 * Variables that agents set for the commands they run. Those that people set too, to configure an
 * agent (`AIDER_MODEL`, `CODEX_HOME`) or by using its editor (`CURSOR_TRACE_ID`), say nothing.
 */
const AGENT_VARIABLES = [
  "CLAUDECODE",
  "CLAUDE_CODE",
  "CLAUDE_CODE_ENTRYPOINT",
  "CLAUDE_CODE_REMOTE",
  "CLAUDE_CODE_WEB",
  "CODEX",
  "CODEX_SANDBOX",
  "CODEX_SANDBOX_NETWORK_DISABLED",
  "CODEX_THREAD_ID",
  "CURSOR_AGENT",
  "GEMINI_CLI",
  "OPENCODE",
  "AUGMENT_AGENT",
  "CLINE_ACTIVE",
  "MANUS_SESSION",
  "MANUS_TASK_ID",
  // Proposed as the one variable for all agents.
  "AI_AGENT",
] as const;

/** A name that may stand in an event and in the name of a grant. */
const NAME_SHAPE = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;

/**
 * Tells who runs this command: the override, else an agent's variable, else `CI`, else a person at a
 * terminal on stdin and stdout, else nobody we know. It stops mistakes, not malice: all of it can be
 * set by whoever starts the command.
 *
 * @throws `config.invalid` for an override that cannot be a name
 */
export function detectActor(signs: ActorSigns): DetectedActor {
  const override = signs.env[OVERRIDE];
  if (override !== undefined && override !== "") return overridden(override);
  const agent = AGENT_VARIABLES.find((name) => isSetVariable(signs.env[name]));
  if (agent !== undefined) return { actor: "agent", evidence: `env:${agent}`, name: null };
  if (isSetVariable(signs.env["CI"])) return { actor: "system", evidence: "env:CI", name: null };
  if (signs.stdinTerminal && signs.stdoutTerminal) {
    return { actor: "human", evidence: "tty", name: null };
  }
  return { actor: "system", evidence: "none", name: null };
}

/** Whether a text can be a name of somebody who approves, and not one of the three kinds. */
export function isActorName(name: string): boolean {
  return NAME_SHAPE.test(name) && name !== "human" && name !== "agent" && name !== "system";
}

function overridden(value: string): DetectedActor {
  if (value === "human" || value === "agent" || value === "system") {
    return { actor: value, evidence: "override", name: null };
  }
  if (!NAME_SHAPE.test(value)) {
    const expected = "human, agent, system or a name";
    throw fail("config.invalid", { key: OVERRIDE, origin: `env:${OVERRIDE}`, value, expected });
  }
  // A name alone proves no person: whether it may approve is for the grants to say.
  return { actor: "agent", evidence: "override", name: value };
}
