import assert from "node:assert/strict";
import { isTrue, parseGitConfig } from "../../src/git/config_file.ts";
import { withDirectory } from "../process/temporary.ts";
import { git } from "./repository.ts";

Deno.test("sections, subsections, quotes, comments and continued lines read as git reads them", () =>
  withDirectory((base) => {
    const text = [
      "; comment",
      "[Core] bare = TRUE",
      "\tWorkTree = ../a b   # comment",
      '[remote "Or\\"igin"]',
      '\turl = "  quoted # no comment; " tail  ',
      "\tlong = one \\",
      "two",
      '\tescaped = a\\tb\\\\c\\"d',
      "\tflag",
      "\tempty =",
      '[remote "Or\\"igin"] url2=x',
      "[a.B]",
      "\tkey = 1\r",
      "\tkey = 2",
      "",
    ].join("\n");
    Deno.writeTextFileSync(`${base}/config`, text);
    const listed = git(base, ["config", "--file", "config", "--list", "--null"]).split("\0");
    const expected = new Map(
      listed.filter((entry) => entry !== "").map((entry) => {
        const [key = "", ...value] = entry.split("\n");
        return [key, value.length === 0 ? "true" : value.join("\n")] as const;
      }),
    );
    assert.deepEqual(parseGitConfig(text), expected);
    assert.equal(expected.size, 9);
  }));

Deno.test("git's spellings of true are true", () => {
  for (const value of ["true", "Yes", "on", "1"]) assert.equal(isTrue(value), true, value);
  for (const value of ["false", "no", "off", "0", "", "maybe", undefined]) {
    assert.equal(isTrue(value), false, value);
  }
});
