import assert from "node:assert/strict";
import {
  baseName,
  isAbsolutePath,
  isWithin,
  joinPath,
  parentPath,
} from "../../src/process/path.ts";

const POSIX = Deno.build.os !== "windows";

Deno.test({
  name: "a path is taken apart into parent and name up to the root",
  ignore: !POSIX,
  fn() {
    assert.equal(parentPath("/a/b"), "/a");
    assert.equal(parentPath("/a"), "/");
    assert.equal(parentPath("/"), null);
    assert.equal(baseName("/a/b.c"), "b.c");
  },
});

Deno.test({
  name: "joining keeps an absolute path and does not double the slash of the root",
  ignore: !POSIX,
  fn() {
    assert.equal(joinPath("/a", "b"), "/a/b");
    assert.equal(joinPath("/", "b"), "/b");
    assert.equal(joinPath("/a", "/b"), "/b");
    assert.equal(isAbsolutePath("b"), false);
    assert.equal(isAbsolutePath(""), false);
  },
});

Deno.test({
  name: "a directory holds itself and what is below, not a sibling with a longer name",
  ignore: !POSIX,
  fn() {
    assert.equal(isWithin("/a/b", "/a/b"), true);
    assert.equal(isWithin("/a/b/c", "/a/b"), true);
    assert.equal(isWithin("/a/bc", "/a/b"), false);
    assert.equal(isWithin("/a", "/a/b"), false);
    assert.equal(isWithin("/a", "/"), true);
  },
});
