import { LIKELY_KIND, type ScannedSecret } from "../scrub/secret_scanner.ts";

/** A secret in a file of the archive; its line is where that begins in the file, in bytes. */
export interface FileSecret extends ScannedSecret {
  readonly name: string;
}

/**
 * In bytes: how much of a snapshot is looked through for what only may be secret. It takes several times
 * as long as to look for secrets where there are many such names.
 */
export const LIKELY_WITHIN = 67_108_864;

/** So many places of what only may be secret are kept. */
const MOST_LIKELY = 20;

/** What was found in what goes into a snapshot. Of a line each kind is told once. */
export class FoundSecrets {
  readonly #secrets = new Map<string, FileSecret>();
  readonly #likely: FileSecret[] = [];
  #likelyLines = 0;

  /** Adds one; one that may be told more than once has to be a secret. */
  add(found: FileSecret): void {
    if (found.kind !== LIKELY_KIND) {
      this.#secrets.set(JSON.stringify(found), found);
      return;
    }
    this.#likelyLines++;
    if (this.#likely.length < MOST_LIKELY) this.#likely.push(found);
  }

  get secrets(): readonly FileSecret[] {
    return [...this.#secrets.values()];
  }

  /** The first that came of what only may be secret. */
  get likely(): readonly FileSecret[] {
    return this.#likely;
  }

  /** In how many lines something only may be secret. */
  get likelyLines(): number {
    return this.#likelyLines;
  }
}
