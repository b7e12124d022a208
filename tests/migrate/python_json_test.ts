import assert from "node:assert/strict";
import { verifyChecksum } from "../../src/migrate/checksum.ts";
import { pythonJson } from "../../src/migrate/python_json.ts";
import { sha256Hex } from "../../src/store/sha256.ts";

const VECTOR = '{"b":1,"a":"é\u007f😀","f":1.0,"e":1e-05,"big":1e16,"n":null,"t":true,' +
  '"z":{"y":[1,2.5],"x":{}}}';
const CANONICAL = '{"a": "\\u00e9\\u007f\\ud83d\\ude00", "b": 1, "big": 1e+16, "e": 1e-05, ' +
  '"f": 1.0, "n": null, "t": true, "z": {"x": {}, "y": [1, 2.5]}}';

Deno.test("a JSON text is canonicalised as Python does it", () => {
  assert.equal(pythonJson(VECTOR), CANONICAL);
  assert.equal(sha256Hex(CANONICAL).slice(0, 32), "65f9371061ee67d937526b439aeba493");
});

Deno.test("numbers are spelled as Python spells them", () => {
  const cases: readonly (readonly [written: string, spelled: string])[] = [
    ["1", "1"],
    ["-0", "0"],
    ["-0.0", "-0.0"],
    ["0.0", "0.0"],
    ["1.50", "1.5"],
    ["1E5", "100000.0"],
    ["123456789012345678", "123456789012345678"],
    ["1e15", "1000000000000000.0"],
    ["12345678901234567.0", "1.2345678901234568e+16"],
    ["0.0001", "0.0001"],
    ["0.00001234", "1.234e-05"],
    ["1e22", "1e+22"],
    ["1e400", "Infinity"],
    ["5e-324", "5e-324"],
    ["0.30000000000000004", "0.30000000000000004"],
  ];
  for (const [written, spelled] of cases) assert.equal(pythonJson(written), spelled, written);
});

Deno.test("keys are sorted by code point, and the last of two counts", () => {
  assert.equal(
    pythonJson('{"\u{1f600}":1,"\uffee":2,"a":0,"a":3}'),
    '{"a": 3, "\\uffee": 2, "\\ud83d\\ude00": 1}',
  );
});

Deno.test("a text that is nested too deeply has no canonical form", () => {
  assert.equal(pythonJson("[".repeat(600) + "]".repeat(600)), null);
});

Deno.test("each of the three ways to compute a checksum is recognised, and none that differs", () => {
  const content = '"a": 1.0, "_version": "3.0", "_updated_at": "now"';
  const withVersion = sha256Hex('{"_version": "3.0", "a": 1.0}');
  const without = sha256Hex('{"a": 1.0}');
  const cases = [
    [withVersion.slice(0, 16), "A"],
    [withVersion.slice(0, 32), "B"],
    [without.slice(0, 32), "C"],
    [without.slice(0, 16), "differs"],
    ["", "differs"],
    [7, "differs"],
    [undefined, "none"],
    [null, "none"],
  ] as const;
  for (const [recorded, result] of cases) {
    const seal = recorded === undefined ? "" : `, "_checksum": ${JSON.stringify(recorded)}`;
    assert.equal(verifyChecksum(`{${content}${seal}}`, recorded), result);
  }
});
