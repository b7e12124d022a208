import assert from "node:assert/strict";
import fc from "fast-check";
import type { IncomingSession } from "../../src/snapshot/incoming.ts";
import { type Candidate, mergeSessions } from "../../src/snapshot/merge_sessions.ts";

/** A log is a word here: one letter an event. */
interface Log {
  readonly id: string;
  readonly base: string;
  readonly log: string;
}

function incoming({ id, base, log }: Log): IncomingSession {
  const seq = log.length;
  return { id, seq, head: "", log: seq, base, meta: null, checkpoints: [], feedback: [] };
}

function here({ id, base, log }: Log): Candidate {
  return { id, base, log, length: log.length, seq: log.length, damaged: false };
}

/** Merges and returns what happened to each, and the sessions as they are afterwards. */
function merge(theirs: readonly Log[], ours: readonly Log[]) {
  let made = 0;
  const logs = new Map(theirs.map((session) => [session.id, session.log]));
  const merged = mergeSessions(theirs.map(incoming), ours.map(here), ours.map(({ id }) => id), {
    logOf: ({ id }) => logs.get(id) ?? "",
    sameBeginning: (one, other, length) => one.slice(0, length) === other.slice(0, length),
    newId: (taken) => {
      for (;;) {
        const id = `new${++made}`;
        if (!taken.includes(id)) return id;
      }
    },
  });
  const after = new Map(ours.map((session) => [session.id, session]));
  for (const { incoming: { id: theirId, base }, result, id } of merged) {
    if (result !== "kept") after.set(id, { id, base, log: logs.get(theirId) ?? "" });
  }
  return { merged, after: [...after.values()] };
}

const outcome = (theirs: readonly Log[], ours: readonly Log[]) =>
  merge(theirs, ours).merged.map(({ incoming: { id: theirId }, result, id, events }) =>
    `${theirId} ${result} ${id} ${events}`
  );

Deno.test("a session that is not here is added under its own id, or a new one if that is taken", () => {
  const theirs = { id: "x", base: "A", log: "abc" };
  assert.deepEqual(outcome([theirs], []), ["x added x 3"]);
  assert.deepEqual(outcome([theirs], [{ id: "X", base: "B", log: "" }]), ["x added new1 3"]);
});

Deno.test("the longer of two logs wins where the other is its beginning", () => {
  const theirs = { id: "x", base: "A", log: "abc" };
  assert.deepEqual(outcome([theirs], [{ id: "y", base: "A", log: "a" }]), ["x extended y 2"]);
  assert.deepEqual(outcome([theirs], [{ id: "y", base: "A", log: "abc" }]), ["x kept y 0"]);
  assert.deepEqual(outcome([theirs], [{ id: "y", base: "A", log: "abcd" }]), ["x kept y 0"]);
  assert.deepEqual(outcome([theirs], [{ id: "y", base: "B", log: "a" }]), ["x added x 3"]);
});

Deno.test("what went on in two ways stays side by side, and nothing is added to damage", () => {
  const theirs = { id: "x", base: "A", log: "abc" };
  const ours = { id: "x", base: "A", log: "abd" };
  assert.deepEqual(outcome([theirs], [ours]), ["x added new1 3"]);
  assert.deepEqual(merge([theirs], [ours]).merged[0]?.diverged, ["x"]);
  assert.deepEqual(outcome([theirs], [ours, { id: "z", base: "A", log: "abc" }]), ["x kept z 0"]);
  const [merged] = mergeSessions([incoming(theirs)], [{
    ...here(ours),
    log: "a",
    length: 1,
    damaged: true,
  }], [
    "x",
  ], { logOf: () => "abc", sameBeginning: () => true, newId: () => "n" });
  assert.equal(merged?.result, "added");
});

Deno.test("two sessions of a snapshot keep their ids where neither is here", () => {
  const theirs = [{ id: "x", base: "A", log: "abc" }, { id: "y", base: "A", log: "abdd" }];
  assert.deepEqual(outcome(theirs, []), ["x added x 3", "y added y 4"]);
});

Deno.test("whatever is merged, every log is here afterwards, none is lost, none is a beginning of another more than before, and a second time changes nothing", () => {
  const log = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 4 });
  const sessions = (prefix: string) =>
    fc.array(fc.tuple(fc.constantFrom("A", "B"), log), { maxLength: 5 }).map((all) =>
      all.map(([base, text], index): Log => ({ id: `${prefix}${index}`, base, log: text }))
    );
  fc.assert(
    fc.property(sessions("s"), fc.constantFrom("s", "t").chain(sessions), (theirs, ours) => {
      const { after } = merge(theirs, ours);
      for (const one of [...theirs, ...ours]) {
        assert.ok(
          after.some(({ base, log: text }) => base === one.base && text.startsWith(one.log)),
        );
      }
      assert.equal(new Set(after.map(({ id }) => id)).size, after.length);
      for (const one of ours) {
        assert.ok(after.find(({ id }) => id === one.id)?.log.startsWith(one.log));
      }
      const again = merge(theirs, after);
      assert.ok(again.merged.every(({ result }) => result === "kept"));
    }),
  );
});
