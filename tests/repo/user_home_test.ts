import assert from "node:assert/strict";
import { conditionOfHome } from "../../src/repo/user_home.ts";
import { pathsBelow, withScratch } from "../support/scratch.ts";

Deno.test("a home is writable, missing or none; to find out writes nothing", () =>
  withScratch((home) => {
    assert.equal(conditionOfHome(home, []), "writable");
    assert.equal(conditionOfHome(`${home}/none`, []), "missing");
    Deno.writeTextFileSync(`${home}/file`, "");
    assert.equal(conditionOfHome(`${home}/file`, []), "missing");
    assert.equal(conditionOfHome(null, []), "none");
    assert.deepEqual(pathsBelow(home), ["file"]);
  }));

Deno.test("a home on a read-only file system cannot be written, whatever its mode says", () =>
  withScratch((home) => {
    const mounts = [
      { path: "/", type: "overlay", readOnly: false },
      { path: home, type: "ext4", readOnly: true },
    ];
    assert.equal(conditionOfHome(home, mounts), "read_only_mount");
  }));
