import assert from "node:assert/strict";
import { fileSystemOf, isOfOneMachine } from "../../src/store/file_system.ts";
import { lstatOrNull } from "../../src/store/read_file.ts";
import { withScratch } from "../support/scratch.ts";

const MEMORY = "/dev/shm";

Deno.test({
  name: "a file system in memory is named and is of one machine",
  ignore: Deno.build.os !== "linux" || lstatOrNull(MEMORY) === null,
  fn: () => {
    assert.equal(fileSystemOf(MEMORY), "tmpfs");
    assert.equal(isOfOneMachine(MEMORY), true);
  },
});

Deno.test({
  name: "a file system that no disk of this machine holds is not taken for one of it",
  ignore: Deno.build.os !== "linux",
  fn: () => {
    assert.equal(fileSystemOf("/proc"), "0x9fa0");
    assert.equal(isOfOneMachine("/proc"), false);
  },
});

Deno.test("where nothing is there is no file system", () =>
  withScratch((home) => {
    assert.equal(fileSystemOf(`${home}/missing`), "unknown");
    assert.equal(isOfOneMachine(`${home}/missing`), false);
  }));
