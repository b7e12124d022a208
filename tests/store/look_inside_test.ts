import assert from "node:assert/strict";
import { lookInside } from "../../src/store/look_inside.ts";

Deno.test("a path is inside only if it stays there after links are followed", () => {
  const root = Deno.realPathSync(Deno.makeTempDirSync());
  try {
    const tree = `${root}/tree`;
    Deno.mkdirSync(`${tree}/docs`, { recursive: true });
    Deno.mkdirSync(`${root}/tree-other`);
    Deno.writeTextFileSync(`${tree}/docs/plan.md`, "");
    Deno.writeTextFileSync(`${root}/secret`, "");
    Deno.symlinkSync("docs/plan.md", `${tree}/inner`);
    Deno.symlinkSync("../secret", `${tree}/outer`);
    Deno.symlinkSync("..", `${tree}/up`);
    Deno.symlinkSync("nothing", `${tree}/dangling`);
    const cases: readonly (readonly [string, boolean, boolean])[] = [
      ["docs/plan.md", true, false],
      ["docs", true, false],
      [".", true, false],
      ["./docs/../docs/plan.md", true, false],
      [`${tree}/docs/plan.md`, true, false],
      ["inner", true, false],
      ["missing", false, false],
      ["missing/deeper", false, false],
      ["dangling", false, false],
      ["outer", false, true],
      ["up/secret", false, true],
      ["up/missing", false, true],
      ["../secret", false, true],
      ["../tree-other", false, true],
      [`${root}/secret`, false, true],
      ["/", false, true],
    ];
    for (const [path, exists, outside] of cases) {
      const look = lookInside(tree, path);
      assert.deepEqual([look.exists, look.outside], [exists, outside], path);
    }
  } finally {
    Deno.removeSync(root, { recursive: true });
  }
});
