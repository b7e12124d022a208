import { findProgram } from "../../process/find_program.ts";
import { runAttached } from "../../process/run_attached.ts";
import { listVault } from "../../secrets/read_vault.ts";
import { fail } from "../../store/failure.ts";
import { declaredSecrets } from "../../workflow/declared_secrets.ts";
import { isThere } from "../../store/is_there.ts";
import { absolutePath } from "../absolute_path.ts";
import { type Call, flagList } from "../call.ts";
import { isWithheld } from "../child_environment.ts";
import type { Context } from "../context.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { missingSecrets } from "../secrets/declared_secrets.ts";
import { declaringDefinition } from "../secrets/declaring_definition.ts";
import { requireSecret } from "../secrets/resolve.ts";
import { checkedName } from "../secrets/secret_argument.ts";
import { secretVariables } from "../secrets/secret_variables.ts";
import type { Opener } from "../secrets/unlock_vault.ts";
import { vaultOf } from "../secrets/vaults.ts";

/** `secrets exec -- COMMAND`: runs a program that gets secrets as variables, and nobody else does. */
export async function run(call: Call, context: Context): Promise<Output> {
  const [command = ""] = call.args;
  const place = placeOf(call, context);
  const opener = { call, context, place };
  const only = flagList(call, "only").flatMap((names) => names.split(","));
  const names = only.length > 0 ? only.map((name) => checkedName(name.trim())) : [
    ...listVault(vaultOf(context, place, "repository")).secrets.map(({ name }) => name),
    ...await declaredHere(opener),
  ];
  const env = context.environment();
  const program = findProgram(command, {
    path: env["PATH"] ?? "",
    cwd: context.cwd(),
    refuseBelow: [],
  });
  if (program === null) throw unstartable(context, command);
  const secrets = [];
  for (const name of new Set(names)) secrets.push(await requireSecret(opener, name));
  const variables = secretVariables(secrets);
  call.hint.stdoutTaken = true;
  const end = await runAttached({
    argv: call.args,
    program,
    cwd: context.cwd(),
    env: {
      ...Object.fromEntries(Object.entries(env).filter(([name]) => !isWithheld(name))),
      ...variables,
    },
  });
  if (typeof end !== "number") {
    // Nobody has written there.
    call.hint.stdoutTaken = false;
    throw end === "too_long"
      ? tooLong(program, variables)
      : fail("program.not_runnable", { program });
  }
  return {
    json: { command, exit: end, secrets: secrets.map(({ name, source }) => ({ name, source })) },
    text: "",
    childExit: end,
    stdoutTaken: true,
  };
}

function tooLong(program: string, variables: Readonly<Record<string, string>>): Error {
  const sizes = Object.entries(variables)
    .map(([name, value]) => ({ name, bytes: new TextEncoder().encode(value).length }))
    .toSorted((a, b) => b.bytes - a.bytes);
  return fail("program.too_long", { program, longest: sizes[0] ?? null });
}

/** What the chosen session's workflow declares and some source has. */
async function declaredHere(opener: Opener): Promise<readonly string[]> {
  const definition = await declaringDefinition(opener);
  if (definition === null) return [];
  const missing = new Set((await missingSecrets(opener, definition)).map(({ name }) => name));
  return declaredSecrets(definition).map(({ name }) => name).filter((name) => !missing.has(name));
}

function unstartable(context: Context, command: string): Error {
  const named = command.includes("/") && isThere(absolutePath(context, command));
  return fail(named ? "program.not_runnable" : "program.not_found", { program: command });
}
