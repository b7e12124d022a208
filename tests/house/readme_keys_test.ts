import assert from "node:assert/strict";
import { keysTable } from "../../scripts/readme/keys_table.ts";

/** A formatter may align the columns. */
function cells(table: string): readonly string[] {
  return table.trim().split("\n").map((line) =>
    line.replaceAll(/ *\| */g, "|").replaceAll(/-+/g, (dashes) => dashes.length > 2 ? "-" : dashes)
  );
}

Deno.test("README.md has the table of keys as the program has them", () => {
  const readme = Deno.readTextFileSync(new URL("../../README.md", import.meta.url));
  const [, block = ""] = /<!-- keys:start -->([^]*?)<!-- keys:end -->/.exec(readme) ?? [];
  assert.deepEqual(
    cells(block),
    cells(keysTable()),
    "Run `sh scripts/deno run -RW scripts/readme_keys.ts` and `sh scripts/deno fmt README.md`",
  );
});
