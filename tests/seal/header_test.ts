import assert from "node:assert/strict";
import fc from "fast-check";
import { readEnvelope } from "../../src/seal/envelope.ts";
import { decodeHeader, encodeHeader } from "../../src/seal/header.ts";
import { OrchestratorError } from "../../src/store/failure.ts";
import { encodeText } from "../../src/stream/bytes.ts";
import { seal } from "./support/sealing.ts";
import { fuzzRuns } from "../support/fuzz_runs.ts";

const B32 = "A".repeat(43);
const B16 = "A".repeat(22);
const B48 = "A".repeat(64);
const KEY = `{"type":"key","salt":"${B32}","wrapped":"${B48}"}`;
const PASS = `{"type":"passphrase","salt":"${B16}","iterations":600000,"wrapped":"${B48}"}`;
const X = `{"type":"x25519","ephemeral":"${B32}","wrapped":"${B48}"}`;

function header(recipients: string, before = `"v":1,"salt":"${B32}","commit":"${B32}"`): string {
  return `{${before},"recipients":[${recipients}]}`;
}

function failureOf(text: string): string {
  try {
    decodeHeader(encodeText(text));
    return "accepted";
  } catch (error) {
    assert.ok(error instanceof OrchestratorError, String(error));
    const { code, facts } = error.failure;
    if (code !== "snapshot.damaged") return code;
    return facts.problem.kind === "header" ? facts.problem.found : facts.problem.kind;
  }
}

Deno.test("a header in its one spelling is read, and written the same again", () => {
  for (
    const text of [
      header(KEY),
      header(`${PASS},${X},${KEY}`),
      header(`${KEY},${KEY}`),
      header(`{"type":"new","a":1,"b":"x"},${KEY}`),
      header(Array(16).fill(X).join(",")),
      header(PASS.replace("600000", "10000000")),
    ]
  ) {
    assert.equal(failureOf(text), "accepted", text);
    assert.deepEqual(encodeHeader(decodeHeader(encodeText(text))), encodeText(text));
  }
});

Deno.test("another version is told from damage, whatever else stands in the header", () => {
  for (
    const text of ['{"v":2}', '{"v":0,"x":[]}', '{"v":17,\n', header(KEY).replace('"v":1', '"v":3')]
  ) {
    assert.equal(failureOf(text), "snapshot.newer", text);
  }
  assert.equal(failureOf('{"v":01,"salt":""}'), "not_canonical");
  assert.equal(failureOf('{"v":-1}'), "not_canonical");
});

Deno.test("any other spelling of a header is refused", () => {
  const good = header(KEY);
  for (
    const text of [
      "",
      "null",
      "[]",
      '"x"',
      good + " ",
      " " + good,
      good.replace(",", ", "),
      good.replace('"v":1', '"v":1.0'),
      good.replace('"v":1', '"v":1e0'),
      good.replace('"v":1,', '"v":1,"v":1,'),
      good.replace('"v":1,', ""),
      good.replace('"salt"', '"\\u0073alt"'),
      good.replace('"v":1', '"v":"1"'),
      good.replace("]}", '],"more":1}'),
      header(KEY, `"v":1,"commit":"${B32}","salt":"${B32}"`),
      header(KEY, `"v":1,"salt":"${B32}=","commit":"${B32}"`),
      header(KEY, `"v":1,"salt":"${B32.slice(1)}","commit":"${B32}"`),
      header(KEY, `"v":1,"salt":"${B32.slice(1)}B","commit":"${B32}"`),
      header(KEY, `"v":1,"salt":"${B32.slice(1)}+","commit":"${B32}"`),
      `{"v":1,"salt":"${B32}","commit":"${B32}","recipients":{}}`,
      `{"v":1,"salt":"${B32}","commit":"${B32}","recipients":${"[".repeat(20000)}`,
      header("1"),
      header("[]"),
      header("null"),
      header("{}"),
      header('{"type":1}'),
      header('{"a":"x","type":"new"}'),
      header('{"type":"new","A":1}'),
      header('{"type":"new","a":1.5}'),
      header('{"type":"new","a":-1}'),
      header('{"type":"new","a":9007199254740992}'),
      header('{"type":"new","a":null}'),
      header('{"type":"new","a":[]}'),
      header('{"type":"new","a":"\u00e9"}'),
      header('{"type":"new","a":"x y"}'),
      header(KEY.replace('"type":"key",', '"type":"key","type":"key",')),
      header(KEY.replace("}", ',"more":1}')),
      header(`{"salt":"${B32}","type":"key","wrapped":"${B48}"}`),
      header(PASS.replace("600000", '"600000"')),
      header(PASS.replace("600000", "600000.5")),
      header(X.replace(B48, B48.slice(4))),
    ]
  ) {
    assert.equal(failureOf(text), "not_canonical", text.slice(0, 200));
  }
});

Deno.test("bounds are checked before anything is derived", () => {
  assert.equal(failureOf(header("")), "no_recipient");
  assert.equal(failureOf(header(Array(17).fill(KEY).join(","))), "many_recipients");
  assert.equal(failureOf(header(`${PASS},${KEY},${PASS}`)), "passphrases");
  assert.equal(failureOf(header(PASS.replace("600000", "599999"))), "cost");
  assert.equal(failureOf(header(PASS.replace("600000", "10000001"))), "cost");
});

Deno.test("magic and length are checked before the header is read", async () => {
  const file = await seal(encodeText("x"));
  async function codeOf(bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
    const error = await readEnvelope([bytes]).then(() => null, (reason: unknown) => reason);
    assert.ok(error instanceof OrchestratorError);
    return error.failure;
  }
  const long = file.slice();
  long.set([0xff, 0xff, 0xff, 0xff], 8);
  assert.deepEqual(await codeOf(long), {
    code: "snapshot.damaged",
    facts: { problem: { kind: "header", found: "long" } },
  });
  const newer = file.slice();
  newer[7] = 0x32;
  assert.deepEqual(await codeOf(newer), { code: "snapshot.newer", facts: { version: "2" } });
  for (
    const other of ["hello, world", "age-encryption.org/v1", "ORCSNAPx", "\x28\xb5\x2f\xfd1234"]
  ) {
    const found = await codeOf(encodeText(other));
    assert.deepEqual(found, {
      code: "snapshot.damaged",
      facts: { problem: { kind: "no_snapshot" } },
    });
  }
  assert.deepEqual(await codeOf(encodeText("ORC")), {
    code: "snapshot.damaged",
    facts: { problem: { kind: "cut" } },
  });
});

Deno.test("no header of any bytes does anything but be read or refused", () => {
  const texts = [header(KEY), header(`${PASS},${X}`), '{"v":1,"salt":"'].map((text) =>
    encodeText(text)
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 8 }),
      fc.nat(),
      (text, changes, length) => {
        const bytes = text.slice(0, text.length - length % 3);
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
        try {
          const decoded = decodeHeader(bytes);
          assert.deepEqual(encodeHeader(decoded), bytes);
        } catch (error) {
          assert.ok(error instanceof OrchestratorError, String(error));
        }
      },
    ),
    fuzzRuns(2000),
  );
});
