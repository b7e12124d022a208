import { askCredential, type CredentialAnswer } from "../../git/credential.ts";
import { encodeText } from "../../stream/bytes.ts";
import { variableOf } from "../../workflow/secret_name.ts";
import type { SecretSource } from "../secret_source.ts";
import type { SopsRun } from "../sops_file.ts";

/**
 * The credential helpers of git.
 *
 * @param hosts `NAME=host` each, of the user's configuration: no other name and no other host is asked.
 */
export function gitCredentialSource(
  hosts: readonly string[],
  { env, refuseBelow }: SopsRun,
): SecretSource {
  const answers = new Map<string, CredentialAnswer>();
  function hostOf(name: string): string | null {
    const prefix = `${variableOf(name)}=`;
    const host = hosts.find((entry) => entry.startsWith(prefix))?.slice(prefix.length) ?? "";
    return /^[A-Za-z0-9][A-Za-z0-9.:-]*$/.test(host) ? host : null;
  }
  async function ask(host: string): Promise<CredentialAnswer> {
    const answer = answers.get(host) ?? await askCredential(host, env, refuseBelow);
    answers.set(host, answer);
    return answer;
  }
  return {
    id: "git-credential",
    async has(name) {
      const host = hostOf(name);
      if (host === null) return { kind: "absent" };
      const answer = await ask(host);
      if (answer.kind === "missing") return { kind: "unusable", why: "no_program", detail: "git" };
      return answer.kind === "none" ? { kind: "absent" } : { kind: "here", from: host };
    },
    async read(name) {
      const answer = await ask(hostOf(name) ?? "");
      return encodeText(answer.kind === "password" ? answer.password : "");
    },
  };
}
