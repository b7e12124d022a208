import assert from "node:assert/strict";
import { isApprover, writeApprover } from "../../src/trust/approvers.ts";
import { commandList } from "../../src/trust/command_list.ts";
import { checkGrant, readAllGrants, readGrants, writeGrant } from "../../src/trust/grants.ts";
import { revoke, standingOf } from "../../src/trust/revoke.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { makePlaces } from "./places.ts";
import { definitionWith } from "./sample_definition.ts";

const ENTRIES = commandList(definitionWith({ a: "make" }));
const WHEN = { grantedAt: "2026-11-22T10:00:00Z", grantedBy: "start" } as const;

Deno.test("a grant for one repository below a home is none for another, nor for the home's own", () => {
  using places = makePlaces();
  const [ours, theirs] = [`${places.home}/.bare`, `${places.home}/evil.git`];
  const granted = (repository: string | null): boolean =>
    checkGrant({ ...places, repository, entries: ENTRIES, pin: null }).granted;
  writeGrant({ ...places, repository: ours, entries: ENTRIES, ...WHEN });
  assert.deepEqual([granted(ours), granted(theirs), granted(null)], [true, false, false]);
  writeGrant({ ...places, entries: ENTRIES, ...WHEN });
  assert.deepEqual([granted(ours), granted(theirs), granted(null)], [true, false, true]);
  assert.equal(readGrants({ ...places, repository: ours }).length, 1);
  assert.equal(readAllGrants(places).length, 2);
});

Deno.test("revoking takes back everything of one home, and nothing of another", () => {
  using places = makePlaces();
  const other = { ...places, home: places.tree };
  for (const place of [places, { ...places, repository: "/x/.bare" }, other]) {
    writeGrant({ ...place, entries: ENTRIES, ...WHEN });
    writeApprover({ ...place, name: "bot", grantedAt: WHEN.grantedAt });
  }
  const standing = standingOf(places);
  assert.deepEqual([standing.grants.length, standing.approvers.length], [2, 1]);
  revoke(places.stateDirectory, standing);
  assert.deepEqual(standingOf(places), { grants: [], approvers: [] });
  assert.equal(isApprover({ ...places, name: "bot" }), false);
  assert.equal(checkGrant({ ...other, entries: ENTRIES, pin: null }).granted, true);
  assert.equal(isApprover({ ...other, name: "bot" }), true);
  revoke(places.stateDirectory, standing);
});

Deno.test("nothing is revoked in a directory that is not safe to look into", () => {
  using places = makePlaces();
  const inside = { ...places, stateDirectory: `${places.home}/state` };
  assert.throws(
    () => standingOf(inside),
    (error) => error instanceof OrchestratorError && error.failure.code === "trust.state_unsafe",
  );
  assert.deepEqual(standingOf({ ...places, stateDirectory: null }), { grants: [], approvers: [] });
});
