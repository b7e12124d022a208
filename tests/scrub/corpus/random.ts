/** Characters that tokens and hashes are made of. */
export const DIGITS = "0123456789";
export const HEX = `${DIGITS}abcdef`;
export const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
export const LOWER = UPPER.toLowerCase();
export const ALPHANUMERIC = `${DIGITS}${UPPER}${LOWER}`;
export const BASE32 = `${UPPER}234567`;
export const BASE64 = `${ALPHANUMERIC}+/`;
export const BASE64URL = `${ALPHANUMERIC}-_`;

/** A source of numbers that gives the same ones for the same seed (Marsaglia, "Xorshift RNGs", 2003). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 1;
  }

  /** A whole number below a limit. */
  below(limit: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) % limit;
  }

  /** A whole number of a range, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  pick<T>(choices: readonly T[]): T {
    const choice = choices[this.below(choices.length)];
    if (choice === undefined) throw new RangeError("Nothing to pick from");
    return choice;
  }

  /** So many characters of a set. */
  text(characters: string, length: number): string {
    let text = "";
    for (let index = 0; index < length; index++) {
      text += characters.charAt(this.below(characters.length));
    }
    return text;
  }
}
