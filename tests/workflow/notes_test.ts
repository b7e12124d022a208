import assert from "node:assert/strict";
import { markNote } from "../../src/workflow/notes.ts";

Deno.test("known tags become marks, in any case", () => {
  assert.deepEqual(markNote("[tip] Try it"), { mark: "💡", text: "Try it" });
  assert.deepEqual(markNote("[WARNING]Hot"), { mark: "⚠️", text: "Hot" });
  assert.deepEqual(markNote("[Learning]"), { mark: "📚", text: "" });
});

Deno.test("other tags and tags elsewhere stay in the text", () => {
  for (
    const note of ["[critical] All", "[constructor] x", "plain", "see [tip] there", "[tip", ""]
  ) {
    assert.deepEqual(markNote(note), { mark: null, text: note });
  }
});
