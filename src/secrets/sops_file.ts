import { findProgram } from "../process/find_program.ts";
import { runProgram } from "../process/run_program.ts";
import { fail } from "../store/failure.ts";
import { type Bytes, decodeText } from "../stream/bytes.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../workflow/json.ts";
import { parseYamlTree } from "../workflow/yaml_tree.ts";
import { type FlatSecrets, flatSecrets } from "./flat_secrets.ts";
import type { UnusableReason } from "./secret_source.ts";

/** How sops is run. */
export interface SopsRun {
  /** The environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  /** Real directories in which no program is taken. */
  readonly refuseBelow: readonly string[];
}

/** What came of a file of sops. */
export type SopsResult =
  | { readonly kind: "opened"; readonly secrets: FlatSecrets }
  | { readonly kind: "unusable"; readonly why: UnusableReason; readonly detail: string };

const TIMEOUT_SECONDS = 30;
const OUTPUT_LIMIT = 16_777_216;

/** What sops needs to find a key of age; nothing with which it could ask a service. */
const INHERITED =
  /^(PATH|HOME|XDG_CONFIG_HOME|LANG|LC_[A-Z]+|TMPDIR|SOPS_AGE_KEY|SOPS_AGE_KEY_FILE|SYSTEMROOT|USERPROFILE|APPDATA)$/i;

/** Lists of keys that are not of age; with one of them sops asks a service or runs a program. */
const OTHER_KEYS: readonly string[] = ["kms", "gcp_kms", "azure_kv", "hc_vault", "hckms", "pgp"];

const KNOWN: ReadonlySet<string> = new Set([
  "age",
  "lastmodified",
  "mac",
  "version",
  "shamir_threshold",
  "key_groups",
  "unencrypted_suffix",
  "encrypted_suffix",
  "unencrypted_regex",
  "encrypted_regex",
  "unencrypted_comment_regex",
  "encrypted_comment_regex",
  "mac_only_encrypted",
  ...OTHER_KEYS,
]);

/** Whether a parsed file is one of sops. */
export function isSopsFile(value: JsonValue): value is JsonObject {
  return isJsonObject(value) && isJsonObject(value["sops"]);
}

/** Whether all keys of a file of sops are of age. What is not known counts as another kind. */
export function isAgeOnly(value: JsonObject): boolean {
  const sops = value["sops"];
  if (!isJsonObject(sops)) return false;
  const isKnown = Object.entries(sops).every(([key, entry]) =>
    KNOWN.has(key) && (!OTHER_KEYS.includes(key) || isEmpty(entry))
  );
  const groups = sops["key_groups"] ?? [];
  return isKnown && Array.isArray(groups) && groups.every((group) =>
    isJsonObject(group) &&
    Object.entries(group).every(([key, entry]) => key === "age" || isEmpty(entry))
  );
}

/**
 * Has sops open a file, which it gets on stdin, so that it is the one that was looked at. It runs
 * outside of every repository.
 *
 * @throws `interrupted`
 */
export async function openSopsFile(
  bytes: Bytes,
  { env, refuseBelow }: SopsRun,
): Promise<SopsResult> {
  const text = decodeText(bytes);
  const tree = text === null ? null : await parseYamlTree(text);
  if (tree === null || tree.problems.length > 0 || !isSopsFile(tree.value)) {
    return { kind: "unusable", why: "unreadable", detail: "" };
  }
  if (!isAgeOnly(tree.value)) return { kind: "unusable", why: "not_age_only", detail: "" };
  const program = findProgram("sops", { path: env["PATH"] ?? "", cwd: "/", refuseBelow });
  if (program === null) return { kind: "unusable", why: "no_program", detail: "sops" };
  const result = await runProgram({
    argv: ["sops", "--decrypt", "--input-type", "yaml", "--output-type", "json", "/dev/stdin"],
    program,
    cwd: "/",
    env: Object.fromEntries(Object.entries(env).filter(([name]) => INHERITED.test(name))),
    timeoutSeconds: TIMEOUT_SECONDS,
    outputLimit: OUTPUT_LIMIT,
    stdin: bytes,
  });
  if (result.signal !== null) throw fail("interrupted", { signal: result.signal });
  const value = result.exitCode === 0 ? parsed(result.stdout) : null;
  if (value === null) {
    // What it says on stderr can have parts of the file in it.
    const detail = result.exitCode === null ? result.ended : `sops, exit ${result.exitCode}`;
    return { kind: "unusable", why: "program_failed", detail };
  }
  return { kind: "opened", secrets: flatSecrets(value, () => null) };
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

function parsed(text: string): JsonValue | null {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return null;
  }
}
