import type { Bytes } from "../stream/bytes.ts";

const ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const;
const CHECKSUM_SHIFTS = [25, 20, 15, 10, 5, 0] as const;

/** A text of BIP 173, understood. */
export interface Bech32 {
  /** What stands before the last `1`, in lower case. */
  readonly prefix: string;
  readonly bytes: Bytes;
}

/** Writes bytes as Bech32 (BIP 173, without its limit of 90 characters), in lower case. */
export function encodeBech32({ prefix, bytes }: Bech32): string {
  const { groups, rest, bits } = regroup(bytes, 8, 5);
  const padded = bits === 0 ? groups : [...groups, rest << (5 - bits)];
  const sum = polymod([...expand(prefix), ...padded, 0, 0, 0, 0, 0, 0]) ^ 1;
  const check = CHECKSUM_SHIFTS.map((shift) => (sum >>> shift) & 31);
  return `${prefix}1${[...padded, ...check].map((group) => ALPHABET.charAt(group)).join("")}`;
}

/** Reads Bech32 in one case; null when it is none, or when its checksum does not fit. */
export function decodeBech32(text: string): Bech32 | null {
  const lower = text.toLowerCase();
  if (text !== lower && text !== text.toUpperCase()) return null;
  const separator = lower.lastIndexOf("1");
  const prefix = lower.slice(0, Math.max(separator, 0));
  const groups = [...lower.slice(separator + 1)].map((character) => ALPHABET.indexOf(character));
  const isWellFormed = /^[\x21-\x7e]+$/.test(prefix) && groups.length >= CHECKSUM_SHIFTS.length &&
    !groups.includes(-1);
  if (!isWellFormed || polymod([...expand(prefix), ...groups]) !== 1) return null;
  const { groups: bytes, rest, bits } = regroup(groups.slice(0, -CHECKSUM_SHIFTS.length), 5, 8);
  // What fills the last character up is less than one of them, and zero.
  return bits >= 5 || rest !== 0 ? null : { prefix, bytes: Uint8Array.from(bytes) };
}

/** Groups of bits, and those at the end that do not fill one. */
interface Regrouped {
  readonly groups: readonly number[];
  readonly rest: number;
  readonly bits: number;
}

function regroup(values: Iterable<number>, from: number, to: number): Regrouped {
  const groups: number[] = [];
  let rest = 0;
  let bits = 0;
  for (const value of values) {
    rest = (rest << from) | value;
    bits += from;
    while (bits >= to) {
      bits -= to;
      groups.push(rest >>> bits);
      rest &= (1 << bits) - 1;
    }
  }
  return { groups, rest, bits };
}

function expand(prefix: string): readonly number[] {
  const codes = [...prefix].map((character) => character.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    GENERATOR.forEach((term, index) => {
      if (((top >>> index) & 1) === 1) sum ^= term;
    });
  }
  return sum;
}
