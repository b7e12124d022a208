import assert from "node:assert/strict";

/** The longest that something may take on a busy machine, in ms. */
const DEADLINE = 20_000;

/** Waits until something has become true; fails, naming it, when it takes too long. */
export async function until(what: string, isTrue: () => boolean): Promise<void> {
  const end = Date.now() + DEADLINE;
  while (!isTrue()) {
    if (Date.now() > end) assert.fail(`It took too long until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
