import assert from "node:assert/strict";
import { findProgram } from "../../src/process/find_program.ts";
import { withDirectory, writeProgram } from "./temporary.ts";

const ignore = Deno.build.os === "windows";

Deno.test({
  name: "the first directory of PATH with a runnable file of that name wins",
  ignore,
  fn: () =>
    withDirectory((base) => {
      for (const name of ["one", "two", "three"]) Deno.mkdirSync(`${base}/${name}`);
      Deno.mkdirSync(`${base}/one/tool`);
      Deno.writeTextFileSync(`${base}/two/tool`, "not runnable");
      writeProgram(`${base}/three/tool`, "#!/bin/sh\n");
      const path = `${base}/one:${base}/two:${base}/three`;
      const search = { path, cwd: base, refuseBelow: [] };
      assert.equal(findProgram("tool", search), `${base}/three/tool`);
      assert.equal(findProgram("absent", search), null);
      assert.equal(findProgram("", search), null);
    }),
});

Deno.test({
  name: "relative and empty entries of PATH are never searched",
  ignore,
  fn: () =>
    withDirectory((base) => {
      Deno.mkdirSync(`${base}/bin`);
      writeProgram(`${base}/tool`, "#!/bin/sh\n");
      writeProgram(`${base}/bin/tool`, "#!/bin/sh\n");
      const search = { path: ":.:bin:./bin:", cwd: base, refuseBelow: [] };
      assert.equal(findProgram("tool", search), null);
    }),
});

Deno.test({
  name: "a name with a slash starts from the working directory and ignores PATH",
  ignore,
  fn: () =>
    withDirectory((base) => {
      Deno.mkdirSync(`${base}/bin`);
      writeProgram(`${base}/bin/tool`, "#!/bin/sh\n");
      const search = { path: "/usr/bin", cwd: base, refuseBelow: [] };
      assert.equal(findProgram("bin/tool", search), `${base}/bin/tool`);
      assert.equal(findProgram("./bin/tool", search), `${base}/./bin/tool`);
      assert.equal(findProgram(`${base}/bin/tool`, search), `${base}/bin/tool`);
    }),
});

Deno.test({
  name: "a program in a refused directory is passed over, also when a link leads in or out of it",
  ignore,
  fn: () =>
    withDirectory((base) => {
      for (const name of ["tree", "tree/bin", "links", "good"]) Deno.mkdirSync(`${base}/${name}`);
      writeProgram(`${base}/tree/bin/git`, "#!/bin/sh\n");
      writeProgram(`${base}/good/git`, "#!/bin/sh\n");
      Deno.symlinkSync(`${base}/tree/bin/git`, `${base}/links/git`);
      const refuseBelow = [`${base}/tree`];
      const path = `${base}/tree/bin:${base}/links:${base}/good`;
      assert.equal(findProgram("git", { path, cwd: base, refuseBelow }), `${base}/good/git`);

      Deno.symlinkSync(`${base}/good/git`, `${base}/tree/bin/git2`);
      assert.equal(findProgram("git2", { path, cwd: base, refuseBelow }), null);
      const roundabout = `${base}/good/../tree/bin`;
      assert.equal(findProgram("git", { path: roundabout, cwd: base, refuseBelow }), null);
    }),
});
