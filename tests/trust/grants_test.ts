import assert from "node:assert/strict";
import { commandList, listHash } from "../../src/trust/command_list.ts";
import { checkGrant, type GrantStored, readGrants, writeGrant } from "../../src/trust/grants.ts";
import { makePlaces, type Places } from "./places.ts";
import { definitionWith } from "./sample_definition.ts";

const ENTRIES = commandList(definitionWith({ a: "make", b: "make test" }));
const OTHERS = commandList(definitionWith({ a: "make", b: "make check" }));
const WHEN = "2026-11-22T10:00:00Z";

function grant(places: Places, entries = ENTRIES, grantedAt = WHEN): GrantStored {
  return writeGrant({ ...places, entries, grantedAt, grantedBy: "trust grant" });
}

function isGranted(places: Places, entries = ENTRIES): boolean {
  return checkGrant({ ...places, entries, pin: null }).granted;
}

function grantedPath(places: Places): string {
  const stored = grant(places);
  assert.ok(stored.stored);
  return stored.path;
}

Deno.test("nothing is granted before, and after a grant exactly its list is", () => {
  using places = makePlaces();
  assert.deepEqual(checkGrant({ ...places, entries: ENTRIES, pin: null }), {
    granted: false,
    by: null,
    hash: listHash(ENTRIES),
    pinDiffers: false,
    unsafe: null,
  });
  assert.equal(grant(places).stored, true);
  assert.equal(checkGrant({ ...places, entries: ENTRIES, pin: null }).by, "grant");
  assert.equal(isGranted(places, OTHERS), false);
});

Deno.test("several grants stand for one home, and none for another", () => {
  using places = makePlaces();
  grant(places);
  grant(places, OTHERS, "2026-11-23T10:00:00Z");
  assert.equal(isGranted(places), true);
  assert.equal(isGranted(places, OTHERS), true);
  assert.equal(isGranted({ ...places, home: places.tree }), false);
  assert.deepEqual(
    readGrants(places).map(({ hash, grantedAt }) => [hash, grantedAt]),
    [[listHash(OTHERS), "2026-11-23T10:00:00Z"], [listHash(ENTRIES), WHEN]],
  );
  assert.deepEqual(readGrants({ ...places, home: places.tree }), []);
});

Deno.test("a grant belongs to the directory, however its path is spelled", () => {
  using places = makePlaces();
  const link = `${places.root}/link`;
  Deno.symlinkSync(places.home, link);
  grant({ ...places, home: link });
  assert.equal(isGranted(places), true);
});

Deno.test("an empty list needs no grant, and none is stored", () => {
  using places = makePlaces();
  assert.equal(checkGrant({ ...places, entries: [], pin: null }).by, "none_needed");
  const stored = grant(places, []);
  assert.ok(!stored.stored && stored.reason === "none_needed");
  assert.throws(() => Deno.lstatSync(places.stateDirectory), Deno.errors.NotFound);
});

Deno.test("a pin grants the list that it names, also without a state directory", () => {
  using places = makePlaces();
  const question = { ...places, stateDirectory: null, entries: ENTRIES };
  assert.equal(checkGrant({ ...question, pin: listHash(ENTRIES) }).by, "pin");
  const differs = checkGrant({ ...question, pin: listHash(OTHERS) });
  assert.equal(differs.granted, false);
  assert.equal(differs.pinDiffers, true);
  assert.equal(checkGrant({ ...question, pin: "" }).granted, false);
  assert.equal(checkGrant({ ...question, pin: listHash(ENTRIES).slice(0, 32) }).granted, false);
});

Deno.test("without a state directory, or where it cannot be made, the hash is handed back", () => {
  using places = makePlaces();
  const none = writeGrant({
    ...places,
    stateDirectory: null,
    entries: ENTRIES,
    grantedAt: WHEN,
    grantedBy: "start",
  });
  assert.deepEqual(none, { stored: false, hash: listHash(ENTRIES), reason: "no_directory" });
  const blocked = grant({ ...places, stateDirectory: "/proc/self/orchestrator" });
  assert.ok(!blocked.stored && blocked.reason === "not_writable");
  assert.equal(blocked.hash, listHash(ENTRIES));
});

Deno.test("directory and file of a grant are for the user alone, and nothing else is left there", () => {
  using places = makePlaces();
  const path = grantedPath(places);
  const directory = `${places.stateDirectory}/trust`;
  assert.equal((Deno.lstatSync(directory).mode ?? 0) & 0o777, 0o700);
  assert.equal((Deno.lstatSync(path).mode ?? 0) & 0o777, 0o600);
  const names = Array.from(Deno.readDirSync(directory), ({ name }) => name);
  assert.equal(names.length, 1);
  assert.match(names[0] ?? "", /^[0-9a-f]{32}-[0-9a-f]{32}\.json$/);
});

Deno.test("a grant's file says what was granted, when and how", () => {
  using places = makePlaces();
  const value = JSON.parse(Deno.readTextFileSync(grantedPath(places)));
  assert.deepEqual(Object.keys(value), [
    "schema",
    "home",
    "hash",
    "granted_at",
    "granted_by",
    "commands",
    "lines",
  ]);
  assert.equal(value.home, places.home);
  assert.equal(value.commands, 2);
  assert.equal(value.granted_by, "trust grant");
});

Deno.test("a grant that others can write, or that is a link, does not count", () => {
  using places = makePlaces();
  const path = grantedPath(places);
  for (const mode of [0o620, 0o602]) {
    Deno.chmodSync(path, mode);
    assert.equal(isGranted(places), false, mode.toString(8));
    assert.deepEqual(readGrants(places), []);
  }
  Deno.chmodSync(path, 0o600);
  assert.equal(isGranted(places), true);
  Deno.renameSync(path, `${places.root}/elsewhere.json`);
  Deno.symlinkSync(`${places.root}/elsewhere.json`, path);
  assert.equal(isGranted(places), false);
});

Deno.test("a grant whose text says something else than its name does not count", () => {
  using places = makePlaces();
  const path = grantedPath(places);
  const text = Deno.readTextFileSync(path);
  const changed = [
    text.replace(places.home, places.tree),
    text.replace('\\"test\\"', '\\"tests\\"'),
    text.replace('"schema": 1', '"schema": 2'),
    text.replace('"granted_by": "trust grant"', '"granted_by": "someone"'),
    text.slice(0, -10),
    "",
    "null",
    "[]",
  ];
  for (const other of changed) {
    assert.notEqual(other, text);
    Deno.writeTextFileSync(path, other);
    assert.equal(isGranted(places), false, other);
  }
  const hash = listHash(OTHERS).slice(0, 32);
  Deno.writeTextFileSync(path, text);
  Deno.copyFileSync(path, path.replace(/[0-9a-f]{32}\.json$/, `${hash}.json`));
  assert.equal(isGranted(places, OTHERS), false);
  assert.equal(isGranted(places), true);
});
