import assert from "node:assert/strict";
import { parseOptions, UsageError } from "../../scripts/compile/options.ts";
import { asTarget } from "../../scripts/compile/targets.ts";

Deno.test("without options the program is compiled for this machine into dist", () => {
  const suffix = Deno.build.os === "windows" ? ".exe" : "";
  assert.deepEqual(parseOptions([], "/repository", "/elsewhere"), {
    entry: "/repository/main.ts",
    out: `/repository/dist/orchestrator${suffix}`,
    target: Deno.build.target,
    release: false,
  });
});

Deno.test("a binary for a named target has the target in its name", () => {
  const outs = ["x86_64-pc-windows-msvc", "aarch64-apple-darwin"]
    .map((target) => parseOptions(["--target", target], "/repository", "/elsewhere").out);
  assert.deepEqual(outs, [
    "/repository/dist/orchestrator-x86_64-pc-windows-msvc.exe",
    "/repository/dist/orchestrator-aarch64-apple-darwin",
  ]);
});

Deno.test("given paths are relative to where the command was typed", () => {
  const args = ["--entry", "a.ts", "--out", "../b", "--release"];
  const { entry, out, release } = parseOptions(args, "/repository", "/else/where");
  assert.deepEqual([entry, out, release], ["/else/where/a.ts", "/else/b", true]);
});

Deno.test("an unknown option, a missing value and an unknown target are refused", () => {
  for (const args of [["--bogus"], ["--out"], ["--target", "m68k"], ["main.ts"]]) {
    assert.throws(() => parseOptions(args, "/repository", "/"), UsageError, args.join(" "));
  }
  assert.equal(asTarget("toString"), undefined);
});
