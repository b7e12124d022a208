import assert from "node:assert/strict";
import { makeStage, sweepStages } from "../../src/store/stage.ts";
import { scriptCommand } from "../support/child.ts";
import { failureOf, pathsBelow, withScratch } from "../support/scratch.ts";

const CHILD = new URL("store_child.ts", import.meta.url);

function makeAbandoned(home: string, name: string): string {
  const path = `${home}/tmp/${name}`;
  Deno.mkdirSync(path, { recursive: true });
  Deno.writeTextFileSync(`${path}/lock`, "");
  return path;
}

Deno.test("a stage is removed with all that is in it when it is closed, unless it is kept", () =>
  withScratch((home) => {
    let kept = "";
    {
      using first = makeStage(home, "tmp");
      Deno.mkdirSync(`${first.path}/session`);
      using second = makeStage(home, "tmp");
      second.keep();
      kept = second.name;
    }
    assert.deepEqual(pathsBelow(`${home}/tmp`), [`${kept}/`, `${kept}/lock`]);
  }));

Deno.test("a sweep removes abandoned stages, but not those in use or of a journal", () =>
  withScratch((home) => {
    makeAbandoned(home, "abandoned");
    makeAbandoned(home, "journal");
    using stage = makeStage(home, "tmp");
    sweepStages(home, "tmp", "journal");
    const left = [...Deno.readDirSync(`${home}/tmp`)].map(({ name }) => name).sort();
    assert.deepEqual(left, ["journal", stage.name].sort());
  }));

Deno.test("a stage of another process survives a sweep until that process ends", () =>
  withScratch(async (home) => {
    const [program = "", ...args] = scriptCommand(CHILD, ["stage", home]);
    const child = new Deno.Command(program, { args, stdin: "piped", stdout: "piped" }).spawn();
    const reader = child.stdout.getReader();
    const { value } = await reader.read();
    const name = new TextDecoder().decode(value).trim();
    sweepStages(home, "tmp", null);
    assert.deepEqual([...Deno.readDirSync(`${home}/tmp`)].map((entry) => entry.name), [name]);
    child.kill("SIGKILL");
    await child.status;
    await reader.cancel();
    await child.stdin.abort().catch(() => undefined);
    sweepStages(home, "tmp", null);
    assert.deepEqual(pathsBelow(`${home}/tmp`), []);
  }));

Deno.test("a link in an abandoned stage is removed and not followed", () =>
  withScratch((home) => {
    Deno.mkdirSync(`${home}/precious`);
    Deno.writeTextFileSync(`${home}/precious/file`, "");
    const path = makeAbandoned(home, "abandoned");
    Deno.symlinkSync(`${home}/precious`, `${path}/link`);
    sweepStages(home, "tmp", null);
    assert.deepEqual(pathsBelow(home), ["precious/", "precious/file", "tmp/"]);
  }));

Deno.test("a link in the staging area and a stage whose lock is a link stay", () =>
  withScratch((home) => {
    Deno.mkdirSync(`${home}/tmp/odd`, { recursive: true });
    Deno.writeTextFileSync(`${home}/target`, "");
    Deno.symlinkSync(`${home}/target`, `${home}/tmp/odd/lock`);
    Deno.symlinkSync(home, `${home}/tmp/link`);
    sweepStages(home, "tmp", null);
    assert.deepEqual(pathsBelow(home), [
      "target",
      "tmp/",
      "tmp/link@",
      "tmp/odd/",
      "tmp/odd/lock@",
    ]);
  }));

Deno.test("a stage that has no lock yet is left alone while it is young", () =>
  withScratch((home) => {
    Deno.mkdirSync(`${home}/tmp/young`, { recursive: true });
    Deno.mkdirSync(`${home}/tmp/old`);
    const longAgo = new Date(Date.now() - 3_600_000);
    Deno.utimeSync(`${home}/tmp/old`, longAgo, longAgo);
    sweepStages(home, "tmp", null);
    assert.deepEqual(pathsBelow(`${home}/tmp`), ["young/"]);
  }));

Deno.test("a linked staging area is refused by making and by sweeping", () =>
  withScratch(async (home) => {
    Deno.mkdirSync(`${home}/precious/inside`, { recursive: true });
    Deno.symlinkSync(`${home}/precious`, `${home}/tmp`);
    await failureOf("home.unsafe", () => makeStage(home, "tmp"));
    await failureOf("home.unsafe", () => sweepStages(home, "tmp", null));
    assert.deepEqual(pathsBelow(`${home}/precious`), ["inside/"]);
  }));
