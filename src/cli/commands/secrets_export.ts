import { dotenvLine } from "../../secrets/dotenv.ts";
import { listVault, readSecret } from "../../secrets/read_vault.ts";
import { secretsEncText } from "../../secrets/secrets_enc_text.ts";
import { sealOpensslFile } from "../../seal/openssl_file.ts";
import { fail } from "../../store/failure.ts";
import { type Bytes, decodeText, encodeText } from "../../stream/bytes.ts";
import { type Call, flagList, flagValue, hasFlag } from "../call.ts";
import type { Context } from "../context.ts";
import { escapeLine } from "../escape.ts";
import type { Output } from "../output.ts";
import { placeOf } from "../place_of.ts";
import { randomBytes } from "../secrets/change_vault.ts";
import { oldPassword } from "../secrets/read_foreign.ts";
import { requireVault } from "../secrets/resolve.ts";
import { checkedName } from "../secrets/secret_argument.ts";
import { secretVariables } from "../secrets/secret_variables.ts";
import { namedScope, vaultOf } from "../secrets/vaults.ts";
import { outputPath, writeOutput } from "../snapshot/output_file.ts";

const FORMATS = ["env", "json", "secrets-enc"] as const;
type Format = (typeof FORMATS)[number];

/** The shortest password that the predecessor takes, in characters. */
const SHORTEST = 8;

interface Text {
  readonly name: string;
  readonly text: string;
}

/** `secrets export [FILE]`: the values of a vault in clear, or as the predecessor's file. */
export async function run(call: Call, context: Context): Promise<Output> {
  const format = formatOf(call);
  const [file = "-"] = call.args;
  const path = outputPath(call, context, file);
  if (path === null && context.stdoutIsTerminal() && !hasFlag(call, "reveal")) {
    const problem = "the values would be shown on the terminal: name a file, or say --reveal";
    throw fail("usage", { problem, command: call.entry.path });
  }
  const place = placeOf(call, context);
  const opener = { call, context, place };
  const files = vaultOf(context, place, namedScope(call) ?? "repository");
  const vault = await requireVault(opener, files);
  const only = flagList(call, "only").flatMap((names) => names.split(",").map(checkedName));
  const names = only.length > 0 ? only : listVault(files).secrets.map(({ name }) => name);
  const values: Text[] = [];
  for (const name of new Set(names)) {
    const value = await readSecret(vault, name);
    if (value === null) throw fail("secret.not_in_vault", { name, scope: files.scope });
    const text = decodeText(value);
    if (text === null) throw fail("secret.not_text", { name, format });
    values.push({ name, text });
  }
  const bytes = await encode(format, values, () => passwordOf(call, oldPassword(opener)));
  await writeOutput(call, context, { path, mode: 0o600 }, async function* () {
    yield await Promise.resolve(bytes);
  });
  const count = `${values.length} secret${values.length === 1 ? "" : "s"}`;
  return {
    json: { path, format, secrets: values.map(({ name }) => name) },
    text: path === null ? "" : `✓ ${count} in ${escapeLine(path)}, for you only (mode 0600)\n`,
    stdoutTaken: path === null,
  };
}

async function encode(
  format: Format,
  values: readonly Text[],
  password: () => string,
): Promise<Bytes> {
  if (format === "json") {
    const object = Object.fromEntries(values.map(({ name, text }) => [name, text]));
    return encodeText(`${JSON.stringify(object, null, 2)}\n`);
  }
  // Both formats have no groups: two names that are one variable would be one line too many.
  const variables = Object.entries(
    secretVariables(values.map(({ name, text }) => ({ name, value: encodeText(text) }))),
  );
  return format === "env"
    ? encodeText(variables.map(([name, text]) => dotenvLine(name, text)).join(""))
    : await sealOpensslFile(encodeText(secretsEncText(variables)), password(), randomBytes);
}

function formatOf(call: Call): Format {
  const text = flagValue(call, "format");
  const format = FORMATS.find((name) => name === text);
  if (format !== undefined) return format;
  const problem = text === null
    ? `"--format" is needed: ${FORMATS.join(", ")}`
    : `"--format" takes ${FORMATS.join(", ")}, not "${text}"`;
  throw fail("usage", { problem, command: call.entry.path });
}

function passwordOf(call: Call, password: string | null): string {
  if (password !== null && [...password].length >= SHORTEST) return password;
  const problem = password === null
    ? "there is no password: set SECRETS_PASSWORD, or name a file with --password-file"
    : `the password needs at least ${SHORTEST} characters`;
  throw fail("usage", { problem, command: call.entry.path });
}
