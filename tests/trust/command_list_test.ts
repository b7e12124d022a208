import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { commandList, listHash, listLines } from "../../src/trust/command_list.ts";
import { definitionWith } from "./sample_definition.ts";

Deno.test("the list has one line for each command, in the order of the definition", () => {
  const definition = definitionWith({ b: "npm test", a: 'echo "x y"' });
  assert.deepEqual(listLines(commandList(definition)), [
    '{"id":"b","argv":["npm","test"],"directory":".","timeout":300,"expect":0,"secrets":[],"environment":[]}',
    '{"id":"a","argv":["echo","x y"],"directory":".","timeout":300,"expect":0,"secrets":[],"environment":[]}',
  ]);
});

Deno.test("commands are listed after their settings are filled in", () => {
  const [entry] = commandList(definitionWith({ a: "{{run}} --fast" }, { run: "make check" }));
  assert.ok(entry !== undefined && "argv" in entry);
  assert.deepEqual(entry.argv, ["make", "check", "--fast"]);
});

Deno.test("a command that can never run is listed with the reason", () => {
  const entries = commandList(
    definitionWith({ a: "{{missing}}", b: "{{bad}}", c: "true" }, { bad: "a; b" }),
  );
  assert.deepEqual(entries.slice(0, 2), [
    { id: "a", command: "{{missing}}", problem: "template.unknown_setting" },
    { id: "b", command: "{{bad}}", problem: "settings.unsafe" },
  ]);
  assert.ok(entries[2] !== undefined && "argv" in entries[2]);
});

Deno.test("the hash is SHA-256 over the lines, joined by line feeds", () => {
  const entries = commandList(definitionWith({ a: "make", b: "make test" }));
  const text = listLines(entries).join("\n");
  assert.equal(listHash(entries), createHash("sha256").update(text).digest("hex"));
});

Deno.test("the hash changes with a command, an id, the order and a setting, and with nothing else", () => {
  const hash = (
    commands: Readonly<Record<string, string>>,
    settings?: Readonly<Record<string, string>>,
  ) => listHash(commandList(definitionWith(commands, settings)));
  const base = hash({ a: "make", b: "{{t}}" }, { t: "x" });
  assert.equal(hash({ a: "make", b: "{{t}}" }, { t: "x", other: "y" }), base);
  assert.equal(hash({ a: " make ", b: "x" }, {}), base);
  for (
    const other of [
      hash({ a: "make -j", b: "{{t}}" }, { t: "x" }),
      hash({ c: "make", b: "{{t}}" }, { t: "x" }),
      hash({ b: "{{t}}", a: "make" }, { t: "x" }),
      hash({ a: "make", b: "{{t}}" }, { t: "z" }),
      hash({ a: "make" }, { t: "x" }),
      hash({ a: "make", b: "{{u}}" }, { t: "x" }),
    ]
  ) {
    assert.notEqual(other, base);
  }
});

Deno.test("a workflow without commands has an empty list", () => {
  assert.deepEqual(commandList(definitionWith({})), []);
});
