import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

/** Every value that can be read, by name. */
const VALUES = ["secrets", "export", "-", "--format", "json"];

async function withSecrets(slot: Slot): Promise<void> {
  await makeStarted(slot);
  for (const name of ["FIRST", "SECOND"]) await prepared(slot, ...set(name));
}

function set(name: string): readonly string[] {
  return ["secrets", "set", name, "--from-file", "notes.txt"];
}

Deno.test("secrets set: a crash before there is a vault leaves none that is of no use", async () => {
  await crashEverywhere({
    name: "secrets set, the first one",
    prepare: makeStarted,
    args: [...set("FIRST"), "--json"],
    retry: set("FIRST"),
    follow: set("FIRST"),
    reader: ["secrets", "list", "--json"],
  });
});

Deno.test("secrets set: a crash leaves no secret or a whole one", async () => {
  await crashEverywhere({
    name: "secrets set",
    prepare: withSecrets,
    args: [...set("THIRD"), "--json"],
    retry: set("THIRD"),
    follow: set("THIRD"),
    reader: VALUES,
  });
});

Deno.test("secrets remove: a crash leaves the secret or takes it", async () => {
  await crashEverywhere({
    name: "secrets remove",
    prepare: withSecrets,
    args: ["secrets", "remove", "FIRST", "--json"],
    retry: ["secrets", "remove", "FIRST"],
    follow: ["secrets", "list"],
    reader: VALUES,
  });
});

Deno.test("secrets rotate: a crash leaves every value readable", async () => {
  await crashEverywhere({
    name: "secrets rotate",
    prepare: withSecrets,
    args: ["secrets", "rotate", "--json"],
    retry: ["secrets", "rotate"],
    follow: ["secrets", "rotate"],
    reader: VALUES,
  });
});

Deno.test("secrets rotate --new-key-file: a crash leaves every value readable, and again it goes on", async () => {
  await crashEverywhere({
    name: "secrets rotate --new-key-file",
    sample: 1,
    prepare: withSecrets,
    args: ["secrets", "rotate", "--new-key-file", "--json"],
    retry: ["secrets", "rotate", "--new-key-file"],
    follow: ["secrets", "rotate", "--new-key-file"],
    reader: VALUES,
  });
});
