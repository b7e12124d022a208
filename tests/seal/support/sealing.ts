import assert from "node:assert/strict";
import type { Random, SealTarget } from "../../../src/seal/recipient.ts";
import { readEnvelope } from "../../../src/seal/envelope.ts";
import { openEnvelope } from "../../../src/seal/open_envelope.ts";
import type { Identity } from "../../../src/seal/recipient.ts";
import { sealStream } from "../../../src/seal/seal_stream.ts";
import { OrchestratorError } from "../../../src/store/failure.ts";
import { type Bytes, collectBytes } from "../../../src/stream/bytes.ts";

/** A key for tests that open what they seal. */
export const KEY: Bytes = new Uint8Array(32).fill(7);

/** Bytes that look random and are the same each time. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return (length) =>
    Uint8Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    });
}

/** Seals a payload that is at hand; for {@link KEY} unless targets are given. */
export function seal(
  payload: Bytes,
  targets: readonly SealTarget[] = [{ type: "key", key: KEY }],
  random: Random = seededRandom(1),
): Promise<Bytes> {
  return collectBytes(sealStream([payload], targets, random));
}

/** What opening a file gave: payload bytes that were released, and the failure if there was one. */
export interface Opened {
  readonly released: number;
  readonly payload: Bytes | null;
  readonly failure: OrchestratorError["failure"] | null;
}

/** Opens a file that is at hand; `payload` is null when no identity fits. */
export async function open(
  file: Bytes,
  identities: readonly Identity[] = [{ type: "key", key: KEY }],
): Promise<Opened> {
  let released = 0;
  try {
    const opened = await openEnvelope(await readEnvelope([file]), identities);
    if (opened === null) return { released, payload: null, failure: null };
    const parts: Bytes[] = [];
    for await (const part of opened.payload()) {
      released += part.length;
      parts.push(part.slice());
    }
    return { released, payload: await collectBytes(parts), failure: null };
  } catch (error) {
    assert.ok(error instanceof OrchestratorError, String(error));
    return { released, payload: null, failure: error.failure };
  }
}
