import assert from "node:assert/strict";
import { formatSecrets, parseSecrets } from "../../src/snapshot/packed_secrets.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { encodeText } from "../../src/stream/bytes.ts";

Deno.test("packed secrets come back byte for byte", () => {
  const secrets = [
    { name: "API_KEY", value: encodeText("a value") },
    { name: "team/BYTES", value: new Uint8Array([0, 255, 10]) },
  ];
  assert.deepEqual(parseSecrets(formatSecrets(secrets)), secrets);
  assert.deepEqual(parseSecrets(formatSecrets([])), []);
});

Deno.test("what is not written as packed secrets are is refused", () => {
  const one = (more: object) => ({ schema: 1, secrets: [{ name: "A", value: "", ...more }] });
  const texts = [
    "",
    "[]",
    "{}",
    JSON.stringify({ schema: 1 }),
    JSON.stringify(one({ name: "PATH" })),
    JSON.stringify(one({ name: "../A" })),
    JSON.stringify(one({ value: "not base64!" })),
    JSON.stringify(one({ value: 1 })),
    JSON.stringify({ schema: 1, secrets: [...one({}).secrets, ...one({}).secrets] }),
  ];
  for (const text of texts) {
    assert.throws(
      () => parseSecrets(encodeText(text)),
      (error) => error instanceof OrchestratorError && error.failure.code === "snapshot.damaged",
      text,
    );
  }
  const newer = encodeText(JSON.stringify({ schema: 2, secrets: [] }));
  assert.throws(
    () => parseSecrets(newer),
    (error) => error instanceof OrchestratorError && error.failure.code === "snapshot.newer",
  );
});
