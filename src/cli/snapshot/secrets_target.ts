import type { Place } from "../../repo/place.ts";
import { readSecret } from "../../secrets/read_vault.ts";
import type { PackedSecret } from "../../snapshot/packed_secrets.ts";
import type { Call } from "../call.ts";
import type { Context } from "../context.ts";
import { type PreparedVault, prepareVault } from "../secrets/change_open_vault.ts";
import { type TakenSecrets, takeSecrets } from "../secrets/take_secrets.ts";
import { unlockVault } from "../secrets/unlock_vault.ts";
import { vaultOf } from "../secrets/vaults.ts";

const BESIDES = "Nothing was imported; without --with-secrets the sessions alone come in";

/**
 * The vault of a repository that secrets of a snapshot go to. Whatever keeps it from being opened or made
 * comes up before anything of the snapshot is taken over, and says so.
 */
export class SecretsTarget {
  readonly #call: Call;
  readonly #context: Context;
  #prepared: PreparedVault | null = null;

  constructor(call: Call, context: Context) {
    this.#call = call;
    this.#context = context;
  }

  /** Opens the vault if there is one. Throws `vault.locked` and what else keeps it from being opened. */
  async open(place: Place): Promise<void> {
    await this.#before(async () => {
      const opener = { call: this.#call, context: this.#context, place };
      const open = await unlockVault(opener, vaultOf(this.#context, place, "repository"));
      if (open !== null) this.#prepared = { open, fresh: null };
    });
  }

  /**
   * Makes sure that secrets can go there: a vault that is missing can be made, and what the vault has
   * under their names can be read.
   *
   * @throws `vault.no_key_place`, `secret.unreadable`, and what {@link open} throws
   */
  async prepare(place: Place, secrets: readonly PackedSecret[]): Promise<void> {
    if (secrets.length === 0) return;
    await this.#before(async () => {
      const opener = { call: this.#call, context: this.#context, place };
      const vault = this.#prepared ??= await prepareVault(opener, "repository", "if_possible");
      if (vault.open === null) return;
      for (const { name } of secrets) await readSecret(vault.open, name);
    });
  }

  /** Seals the secrets there; null without any. The place is the one with a house. */
  async take(place: Place, secrets: readonly PackedSecret[]): Promise<TakenSecrets | null> {
    if (secrets.length === 0) return null;
    const opener = { call: this.#call, context: this.#context, place };
    return await takeSecrets(opener, secrets, "if_possible", this.#prepared);
  }

  async #before(action: () => Promise<void>): Promise<void> {
    const { hint } = this.#call;
    hint.besides = [BESIDES];
    await action();
    hint.besides = [];
  }
}
