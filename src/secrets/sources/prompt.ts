import type { Bytes } from "../../stream/bytes.ts";
import type { SecretSource } from "../secret_source.ts";

/**
 * Somebody at the terminal, who is asked only for what no other source has.
 *
 * @param ask Asks for the value of a secret: empty when there is none. Null where nobody may be asked.
 */
export function promptSource(ask: ((name: string) => Bytes) | null): SecretSource {
  return {
    id: "prompt",
    has: () =>
      Promise.resolve(
        ask === null ? { kind: "unusable", why: "no_terminal", detail: "" } : { kind: "asks" },
      ),
    read: (name) => {
      if (ask === null) throw new TypeError("Nobody can be asked");
      return Promise.resolve(ask(name));
    },
  };
}
