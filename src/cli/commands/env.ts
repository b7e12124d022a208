import { detectActor, type DetectedActor } from "../../repo/actor.ts";
import { readMounts } from "../../repo/mounts.ts";
import { userDirectories } from "../../repo/user_directories.ts";
import { conditionOfHome, type HomeCondition } from "../../repo/user_home.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { environmentOf } from "../environment_of.ts";
import { mayAsk } from "../may_ask.ts";
import type { Output } from "../output.ts";
import { environmentWords } from "../render/environment_words.ts";

const HOME_WORDS: Readonly<Record<HomeCondition, string>> = {
  writable: "writable",
  none: "HOME is not set: grants and user settings cannot be kept",
  missing: "missing: grants and user settings cannot be kept",
  no_rights: "not writable for this user: grants and user settings cannot be kept",
  read_only_mount: "on a read-only file system: grants and user settings cannot be kept",
};

/** `env`: where this process runs, who runs it, and the signs for both. Reads only. */
export async function run(call: Call, context: Context): Promise<Output> {
  const env = context.environment();
  const environment = environmentOf(context);
  const actor = detectActor({
    env,
    stdinTerminal: context.stdinIsTerminal(),
    stdoutTerminal: context.stdoutIsTerminal(),
  });
  const user = userDirectories(env);
  const condition = conditionOfHome(user.home, await readMounts());
  return {
    json: {
      kind: environment.kind,
      ephemeral: environment.ephemeral,
      reasons: environment.reasons,
      actor: { actor: actor.actor, evidence: actor.evidence, name: actor.name },
      may_ask: mayAsk(call, context),
      home: { path: user.home, condition },
    },
    text: [
      `Where:       ${environmentWords(environment.kind)} (${environment.kind})`,
      ...environment.reasons.map(({ kind, sign }) =>
        `             ${kind === environment.kind ? "because of" : "also seen:"} ${signWords(sign)}`
      ),
      `Who:         ${actorWords(actor)}`,
      `Questions:   ${mayAsk(call, context) ? "may be asked" : "are never asked here"}`,
      `Home:        ${HOME_WORDS[condition]}`,
      ...(environment.ephemeral ? ["", EPHEMERAL_WORDS] : []),
      "",
      "Override with ORCHESTRATOR_ENV and ORCHESTRATOR_ACTOR. Nothing is granted because of this.",
      "",
    ].join("\n"),
  };
}

const EPHEMERAL_WORDS =
  "What is kept here may be gone when this session ends: carry .orchestrator/ out before that.";

function signWords(sign: string): string {
  if (sign === "override") return "ORCHESTRATOR_ENV";
  const [kind = "", name = ""] = sign.split(":");
  return kind === "env" ? `the variable ${name}` : `the file ${name}`;
}

function actorWords({ actor, evidence, name }: DetectedActor): string {
  const who = name === null ? actor : `${actor} "${name}"`;
  if (evidence === "override") return `${who}, because of ORCHESTRATOR_ACTOR`;
  if (evidence === "tty") return `${who}, because of the terminal`;
  if (evidence === "none") return `${who}, because nothing tells: no terminal, no known agent`;
  return `${who}, because of the variable ${evidence.slice("env:".length)}`;
}
