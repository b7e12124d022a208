import assert from "node:assert/strict";
import { commandList } from "../../src/trust/command_list.ts";
import { checkGrant, writeGrant } from "../../src/trust/grants.ts";
import { stateProblem } from "../../src/trust/state_directory.ts";
import { makePlaces, type Places } from "./places.ts";
import { definitionWith } from "./sample_definition.ts";

const ENTRIES = commandList(definitionWith({ a: "make" }));

function problemOf(places: Places): string | undefined {
  return stateProblem(places.stateDirectory, places)?.problem;
}

function makeState(places: Places): string {
  const directory = `${places.stateDirectory}/trust`;
  Deno.mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
}

Deno.test("a state directory that does not exist, or is the user's alone, is safe", () => {
  using places = makePlaces();
  assert.equal(problemOf(places), undefined);
  makeState(places);
  assert.equal(problemOf(places), undefined);
});

Deno.test("a state directory inside home or tree is refused, also through a link", () => {
  using places = makePlaces();
  const link = `${places.root}/user/link`;
  Deno.symlinkSync(places.home, link);
  for (
    const stateDirectory of [
      places.home,
      `${places.home}/.local/state/orchestrator`,
      `${places.tree}/state`,
      `${link}/state`,
    ]
  ) {
    assert.equal(problemOf({ ...places, stateDirectory }), "it lies inside the repository");
  }
  assert.equal(problemOf({ ...places, stateDirectory: `${places.root}/home2/state` }), undefined);
});

Deno.test("the directory of the grants is refused if anybody else can write it", () => {
  using places = makePlaces();
  const directory = makeState(places);
  for (const mode of [0o720, 0o702, 0o1777]) {
    Deno.chmodSync(directory, mode);
    assert.equal(problemOf(places), "others can write it", mode.toString(8));
  }
  Deno.chmodSync(directory, 0o755);
  assert.equal(problemOf(places), undefined);
});

Deno.test("a directory above is refused if others can exchange what is in it", () => {
  using places = makePlaces();
  makeState(places);
  Deno.chmodSync(`${places.root}/user`, 0o757);
  assert.equal(problemOf(places), "others can write it");
  Deno.chmodSync(`${places.root}/user`, 0o1777);
  assert.equal(problemOf(places), undefined);
  Deno.chmodSync(places.stateDirectory, 0o1777);
  assert.equal(problemOf(places), "others can write it");
});

Deno.test("a directory above that the user's own group can write is safe", () => {
  using places = makePlaces();
  makeState(places);
  const { uid, gid } = Deno.lstatSync(places.root);
  Deno.chmodSync(`${places.root}/user`, 0o770);
  assert.equal(problemOf(places), uid === gid || gid === 0 ? undefined : "others can write it");
});

Deno.test({
  name: "a directory that belongs to another user is refused",
  ignore: Deno.build.os === "windows" || Deno.uid() !== 0,
  fn() {
    using places = makePlaces();
    const directory = makeState(places);
    for (const path of [directory, places.stateDirectory, `${places.root}/user`]) {
      Deno.chownSync(path, 12345, 12345);
      assert.equal(problemOf(places), "it belongs to another user", path);
      Deno.chownSync(path, 0, 0);
    }
    Deno.chownSync(`${places.root}/user`, 65534, 65534);
    assert.equal(problemOf(places), undefined);
    Deno.chownSync(directory, 65534, 65534);
    assert.equal(problemOf(places), "it belongs to another user");
  },
});

Deno.test("a file, or a link that leads nowhere, is refused", () => {
  using places = makePlaces();
  Deno.writeTextFileSync(`${places.root}/user/state`, "");
  assert.equal(problemOf(places), "it is not a directory");
  Deno.removeSync(`${places.root}/user/state`);
  Deno.symlinkSync(`${places.root}/nowhere`, `${places.root}/user/state`);
  assert.equal(problemOf(places), "it cannot be looked at");
});

Deno.test("grants are neither stored nor believed where it is not safe", () => {
  using places = makePlaces();
  const directory = makeState(places);
  const question = { ...places, entries: ENTRIES };
  const grant = { ...question, grantedAt: "2026-11-22T10:00:00Z", grantedBy: "start" } as const;
  assert.equal(writeGrant(grant).stored, true);
  Deno.chmodSync(directory, 0o777);
  const checked = checkGrant({ ...question, pin: null });
  assert.equal(checked.granted, false);
  assert.deepEqual(checked.unsafe, { path: directory, problem: "others can write it" });
  const stored = writeGrant(grant);
  assert.ok(!stored.stored && stored.reason === "unsafe");
  assert.equal(stored.path, directory);
});
