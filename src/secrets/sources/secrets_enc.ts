import { openOpensslFile } from "../../seal/openssl_file.ts";
import { readUserFile } from "../../store/read_user_file.ts";
import { type Bytes, decodeText, encodeText } from "../../stream/bytes.ts";
import { parseYamlTree } from "../../workflow/yaml_tree.ts";
import { type FlatSecrets, flatSecrets } from "../flat_secrets.ts";
import { variableOf } from "../../workflow/secret_name.ts";
import type { SecretSource } from "../secret_source.ts";

/** In bytes; the predecessor's files have a few hundred. */
export const LARGEST_OLD_FILE = 4_194_304;

/** Opens a file in which the predecessor kept secrets; null when the password does not. */
export async function openSecretsEnc(bytes: Bytes, password: string): Promise<FlatSecrets | null> {
  const opened = await openOpensslFile(bytes, password);
  // A wrong password of 256 gives garbage, and no other sign of it.
  const text = opened === null ? null : decodeText(opened);
  if (text === null) return null;
  const tree = await parseYamlTree(text);
  return tree.problems.length > 0 ? null : flatSecrets(tree.value, (path) => tree.spelling(path));
}

/**
 * The `.secrets.enc` files of the predecessor.
 *
 * @param files Absolute paths, the first one that has a secret wins.
 * @param password What `SECRETS_PASSWORD` says.
 */
export function secretsEncSource(files: readonly string[], password: string | null): SecretSource {
  const opened = new Map<string, FlatSecrets | null>();
  async function valueOf(name: string): Promise<{ from: string; value: string } | null> {
    for (const path of files) {
      const found = (await open(path))?.secrets.find((secret) => secret.name === variableOf(name));
      if (found !== undefined) return { from: path, value: found.value };
    }
    return null;
  }
  async function open(path: string): Promise<FlatSecrets | null> {
    const known = opened.get(path);
    if (known !== undefined) return known;
    const bytes = readUserFile(path, LARGEST_OLD_FILE, "regular");
    const secrets = bytes === null ? null : await openSecretsEnc(bytes, password ?? "");
    opened.set(path, secrets);
    return secrets;
  }
  return {
    id: "secrets-enc",
    async has(name) {
      const [first] = files;
      if (first === undefined) return { kind: "absent" };
      if (password === null) return { kind: "unusable", why: "no_password", detail: first };
      const found = await valueOf(name);
      if (found !== null) return { kind: "here", from: found.from };
      const closed = files.find((path) => opened.get(path) === null);
      return closed === undefined
        ? { kind: "absent" }
        : { kind: "unusable", why: "wrong_password", detail: closed };
    },
    read: async (name) => encodeText((await valueOf(name))?.value ?? ""),
  };
}
