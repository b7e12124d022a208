import assert from "node:assert/strict";
import {
  approverPath,
  isApprover,
  readApprovers,
  writeApprover,
} from "../../src/trust/approvers.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { makePlaces, type Places } from "./places.ts";

const WHEN = "2026-11-22T10:00:00Z";

function approve(places: Places, name: string): void {
  writeApprover({ ...places, name, grantedAt: WHEN });
}

Deno.test("approvals of a name count in the home in which they were allowed, and nowhere else", () => {
  using places = makePlaces();
  assert.equal(isApprover({ ...places, name: "bot" }), false);
  approve(places, "bot");
  assert.equal(isApprover({ ...places, name: "bot" }), true);
  assert.equal(isApprover({ ...places, name: "Bot" }), false);
  assert.equal(isApprover({ ...places, home: places.tree, name: "bot" }), false);
  assert.equal(isApprover({ ...places, stateDirectory: null, name: "bot" }), false);
});

Deno.test("approvers are listed by name, each once", () => {
  using places = makePlaces();
  for (const name of ["zoe", "bot", "bot"]) approve(places, name);
  assert.deepEqual(readApprovers(places).map(({ name, home }) => [name, home]), [
    ["bot", places.home],
    ["zoe", places.home],
  ]);
});

Deno.test("a file that others can write, or that says something else than its name, is no approver", () => {
  using places = makePlaces();
  approve(places, "bot");
  const path = approverPath(places.stateDirectory, places.home, "bot");
  const text = Deno.readTextFileSync(path);
  Deno.chmodSync(path, 0o666);
  assert.equal(isApprover({ ...places, name: "bot" }), false);
  Deno.chmodSync(path, 0o600);
  for (
    const other of [text.replace('"bot"', '"eve"'), text.replace(places.home, "/x"), "{}", "["]
  ) {
    Deno.writeTextFileSync(path, other);
    assert.equal(isApprover({ ...places, name: "bot" }), false, other);
    assert.deepEqual(readApprovers(places), []);
  }
});

Deno.test("no approver is kept where others could put one", () => {
  using places = makePlaces();
  const codeOf = (stateDirectory: string | null): string => {
    try {
      writeApprover({ ...places, stateDirectory, name: "bot", grantedAt: WHEN });
    } catch (error) {
      if (error instanceof OrchestratorError) return error.failure.code;
    }
    return "none";
  };
  assert.equal(codeOf(null), "trust.no_state");
  assert.equal(codeOf(`${places.tree}/state`), "trust.state_unsafe");
});
