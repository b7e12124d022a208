import { readUserFile } from "../../store/read_user_file.ts";
import { encodeText } from "../../stream/bytes.ts";
import { variableOf } from "../../workflow/secret_name.ts";
import type { SecretSource } from "../secret_source.ts";
import { openSopsFile, type SopsResult, type SopsRun } from "../sops_file.ts";
import { LARGEST_OLD_FILE } from "./secrets_enc.ts";

/** A file of sops that belongs to the repository. */
export interface SopsFile {
  /** Absolute. */
  readonly path: string;
  /** Whether the user has granted that it is opened. */
  readonly granted: boolean;
}

/** The files of sops of a repository: each only if it is granted, and has keys of age only. */
export function sopsSource(files: readonly SopsFile[], run: SopsRun): SecretSource {
  const opened = new Map<string, SopsResult>();
  async function open({ path, granted }: SopsFile): Promise<SopsResult> {
    const known = opened.get(path);
    if (known !== undefined) return known;
    const bytes = granted ? readUserFile(path, LARGEST_OLD_FILE, "regular") : null;
    const result: SopsResult = bytes === null
      ? { kind: "unusable", why: granted ? "unreadable" : "not_granted", detail: "" }
      : await openSopsFile(bytes, run);
    opened.set(path, result);
    return result;
  }
  async function valueOf(name: string): Promise<{ from: string; value: string } | null> {
    for (const file of files) {
      const result = await open(file);
      if (result.kind !== "opened") continue;
      const found = result.secrets.secrets.find((secret) => secret.name === variableOf(name));
      if (found !== undefined) return { from: file.path, value: found.value };
    }
    return null;
  }
  return {
    id: "sops",
    async has(name) {
      const found = await valueOf(name);
      if (found !== null) return { kind: "here", from: found.from };
      for (const [path, result] of opened) {
        if (result.kind === "unusable") return { ...result, detail: result.detail || path };
      }
      return { kind: "absent" };
    },
    read: async (name) => encodeText((await valueOf(name))?.value ?? ""),
  };
}
