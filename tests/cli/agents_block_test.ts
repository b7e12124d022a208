import assert from "node:assert/strict";
import fc from "fast-check";
import { findBlock, withBlock, withoutBlock } from "../../src/cli/agents/agents_block.ts";
import { withScratch } from "./support/scratch.ts";

const BEGIN = "<!-- orchestrator:begin -->";
const END = "<!-- orchestrator:end -->";

/** The block of a text, which must have one. */
function blockOf(text: string): Extract<ReturnType<typeof findBlock>, { kind: "block" }>["block"] {
  const found = findBlock(text);
  assert.equal(found.kind, "block", text);
  assert.ok(found.kind === "block");
  return found.block;
}

Deno.test("the block can be put into any text and taken out again without a trace", () => {
  const pieces = fc.array(
    fc.constantFrom(
      "a",
      "# T",
      "\n",
      "\r\n",
      "\ufeff",
      " ",
      "ü",
      "<!-- x -->",
      "\n\n",
      "  " + BEGIN,
    ),
    { maxLength: 12 },
  );
  fc.assert(fc.property(pieces, (parts) => {
    const text = parts.join("");
    if (findBlock(text).kind !== "none") return;
    const once = withBlock(text, null);
    assert.ok(once.startsWith(text));
    assert.equal(withBlock(once, blockOf(once)), once);
    assert.equal(withoutBlock(once, blockOf(once)), text);
  }));
  const fresh = withBlock(null, null);
  assert.equal(withoutBlock(fresh, blockOf(fresh)), null);
});

Deno.test("what stands around the block stays, whatever was written into the block", () => {
  const text = `one\r\n${BEGIN}\r\nold words\r\n${END}\r\ntwo`;
  const fresh = withBlock(text, blockOf(text));
  assert.ok(fresh.startsWith(`one\r\n${BEGIN}\r\n`) && fresh.endsWith(`${END}\r\ntwo`));
  assert.doesNotMatch(fresh, /old words|[^\r]\n/);
  assert.equal(withoutBlock(fresh, blockOf(fresh)), "one\r\ntwo");
});

Deno.test("damaged markers are found with their line", () => {
  for (
    const [text, line, problem] of [
      [`a\n${BEGIN}\nb`, 2, "a beginning without an end"],
      [`a\n${END}\n`, 2, "an end without a beginning"],
      [`${BEGIN}\n${END}\n${BEGIN}\n${END}\n`, 3, "a second block"],
      [`${BEGIN}\n${BEGIN}\n${END}\n`, 2, "another marker before the end of the block"],
      ["x\ny\n<!-- orchestrator:begin  -->\n", 3, "a marker that was changed"],
    ] as const
  ) {
    assert.deepEqual(findBlock(text), { kind: "damaged", line, problem });
  }
});

Deno.test("init --agents-md writes into the files that are there, and --no-agents-md leaves them as they were", async () => {
  const before = {
    "AGENTS.md": "\ufeff# Ours\r\nno line end",
    "CLAUDE.md": "# Claude\n\n",
  };
  await withScratch(async (scratch) => {
    for (const [name, text] of Object.entries(before)) scratch.write(name, text);
    Deno.chmodSync(`${scratch.tree}/CLAUDE.md`, 0o600);
    const dry = await scratch.run(["init", "--agents-md", "--dry-run"]);
    assert.match(dry.out, /^Would write the block of orchestrator into AGENTS\.md\n/);
    assert.equal(scratch.exists(".orchestrator"), false);
    assert.equal((await scratch.run(["init", "--agents-md"])).code, 0);
    for (const [name, text] of Object.entries(before)) {
      assert.ok(
        scratch.read(name).startsWith(text) && scratch.read(name).includes(BEGIN.slice(0, 24)),
      );
    }
    assert.equal((Deno.statSync(`${scratch.tree}/CLAUDE.md`).mode ?? 0) & 0o777, 0o600);
    assert.equal(scratch.exists("workflow.yaml"), false);
    assert.match(
      (await scratch.run(["init", "--agents-md"])).out,
      /has the block of orchestrator already/,
    );
    assert.equal((await scratch.run(["init", "--no-agents-md"])).code, 0);
    for (const [name, text] of Object.entries(before)) {
      assert.deepEqual(
        Deno.readFileSync(`${scratch.tree}/${name}`),
        new TextEncoder().encode(text),
        name,
      );
    }
    assert.match((await scratch.run(["init", "--no-agents-md"])).out, /There is no block/);
    assert.equal(scratch.exists(".orchestrator/backups"), false);
  });
});

Deno.test("init --agents-md makes AGENTS.md where neither file is, and removing the block removes it", async () => {
  await withScratch(async (scratch) => {
    const { out } = await scratch.run(["init", "--agents-md", "--json"]);
    assert.deepEqual(JSON.parse(out).files, [
      { path: `${scratch.tree}/AGENTS.md`, does: "write", copy: null },
    ]);
    assert.equal(scratch.exists("CLAUDE.md"), false);
    assert.match((await scratch.run(["init", "--no-agents-md"])).out, /Removed AGENTS\.md/);
    assert.equal(scratch.exists("AGENTS.md"), false);
  });
});

Deno.test("words that somebody wrote between the markers are copied before they go", async () => {
  await withScratch(async (scratch) => {
    const mine = `a\n${BEGIN}\nmy own words\n${END}\nb\n`;
    scratch.write("AGENTS.md", mine);
    const { out } = await scratch.run(["init", "--agents-md"]);
    const copy = /kept: cp (\S+) AGENTS\.md/.exec(out)?.[1] ?? "";
    assert.equal(scratch.read(copy), mine);
    assert.doesNotMatch(scratch.read("AGENTS.md"), /my own words/);
    assert.equal((await scratch.run(["init", "--restore"])).code, 66);
  });
});

Deno.test("a link is never written through, and beside a file it is left alone", async () => {
  await withScratch(async (scratch) => {
    scratch.write("elsewhere.txt", "mine\n");
    Deno.symlinkSync("elsewhere.txt", `${scratch.tree}/CLAUDE.md`);
    const { code, err } = await scratch.run(["init", "--agents-md"]);
    assert.equal(code, 77);
    assert.match(err, /CLAUDE\.md/);
    scratch.write("AGENTS.md", "ours\n");
    assert.equal((await scratch.run(["init", "--agents-md"])).code, 0);
    assert.equal(scratch.read("elsewhere.txt"), "mine\n");
    assert.match(scratch.read("AGENTS.md"), /^ours\n<!-- orchestrator:begin -->\n/);
  });
});
