import assert from "node:assert/strict";
import { fillSlot, takeSlot } from "../../src/store/digest_slots.ts";
import { DIGEST_WORKER, type DigestOrder } from "../../src/store/digest_worker.ts";
import { digestsBelow } from "../../src/store/digests_below.ts";
import { fileDigest } from "../../src/store/file_digest.ts";
import { DIGESTS_AT_ONCE, sharedDigests } from "../../src/store/file_digests.ts";
import { failureOf, withScratch } from "../support/scratch.ts";

/** More than there are slots in one piece of memory. */
const MANY = 1_100;

/** What the other thread does with its orders. */
const OTHERS: Readonly<Record<string, (order: DigestOrder) => void>> = {
  "never comes": () => {},
  "is first": ({ path, slots, index }) => {
    if (takeSlot(slots, index)) fillSlot(slots, index, { digest: fileDigest(path) });
  },
  "cannot read": ({ slots, index }) => {
    if (takeSlot(slots, index)) fillSlot(slots, index, "unreadable");
  },
  "is first now and then": ({ path, slots, index }) => {
    if (index % 3 === 0 && takeSlot(slots, index)) {
      fillSlot(slots, index, { digest: fileDigest(path) });
    }
  },
};

for (const [what, other] of Object.entries(OTHERS)) {
  Deno.test(`digests are those of the files where the other thread ${what}`, () =>
    withScratch((home) => {
      const paths = writeFiles(home, MANY);
      const digests = sharedDigests(other, () => {});
      const pending = paths.map((path) => [path, digests.begin(path)] as const);
      digests.settle();
      for (const [path, digest] of pending) assert.equal(digest(), fileDigest(path));
    }));
}

Deno.test("another thread makes digests while this one does something else", () =>
  withScratch((home) => {
    const [path = ""] = writeFiles(home, 1);
    const expected = fileDigest(path);
    const worker = new Worker(DIGEST_WORKER.url, { type: "module", name: DIGEST_WORKER.name });
    const orders: DigestOrder[] = [];
    const digests = sharedDigests((order) => {
      orders.push(order);
      worker.postMessage(order);
    }, () => worker.terminate());
    try {
      const digest = digests.begin(path, true);
      const [{ slots, index } = assert.fail()] = orders;
      // It ends when the state is no longer the one of a slot that nobody has taken.
      assert.notEqual(Atomics.wait(slots.states, index, 0, 60_000), "timed-out");
      Deno.removeSync(path);
      assert.equal(digest(), expected);
    } finally {
      digests[Symbol.dispose]();
    }
  }));

Deno.test("what the other thread could not write to the disk counts as not written, however often it is asked", () =>
  withScratch(async (home) => {
    const [path = ""] = writeFiles(home, 1);
    const digests = sharedDigests(({ slots, index, sync }) => {
      assert.ok(sync && takeSlot(slots, index));
      fillSlot(slots, index, "unsynced");
    }, () => {});
    const digest = digests.begin(path, true);
    digests.settle();
    for (let time = 0; time < 2; time++) {
      assert.equal((await failureOf("io", digest)).action, "sync");
    }
  }));

Deno.test("a file that nobody can read is named when its digest is asked for", () =>
  withScratch(async (home) => {
    const digests = sharedDigests(() => {}, () => {});
    const digest = digests.begin(`${home}/nothing`);
    digests.settle();
    const { path } = await failureOf("file.unreadable", digest);
    assert.equal(path, `${home}/nothing`);
    assert.throws(() => DIGESTS_AT_ONCE.begin(`${home}/nothing`), Deno.errors.NotFound);
  }));

Deno.test("of what lies at or below paths the files have digests, and links are not followed", () =>
  withScratch((home) => {
    Deno.mkdirSync(`${home}/top/below`, { recursive: true });
    Deno.writeTextFileSync(`${home}/outside`, "outside");
    Deno.writeTextFileSync(`${home}/top/one`, "1");
    Deno.writeTextFileSync(`${home}/top/below/two`, "2");
    Deno.symlinkSync(`${home}/outside`, `${home}/top/link`);
    Deno.symlinkSync(home, `${home}/top/below/around`);
    Deno.writeTextFileSync(`${home}/top/beside`, "what nobody asks for");
    for (const digests of [DIGESTS_AT_ONCE, sharedDigests(() => {}, () => {})]) {
      const found = digestsBelow(
        [`${home}/top/one`, `${home}/top/below`, `${home}/top/link`],
        digests,
      );
      const names = [`${home}/top/below/two`, `${home}/top/one`];
      assert.deepEqual([...found].toSorted(), names.map((name) => [name, fileDigest(name)]));
    }
    assert.equal(digestsBelow([`${home}/nothing`], DIGESTS_AT_ONCE).size, 0);
  }));

function writeFiles(home: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const path = `${home}/file-${index}`;
    Deno.writeTextFileSync(path, `content ${index}`);
    return path;
  });
}
