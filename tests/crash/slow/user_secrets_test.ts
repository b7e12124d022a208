import { crashEverywhere } from "../../support/crash_harness.ts";
import { makeStarted, prepared } from "../../support/crash_scenario.ts";
import type { Slot } from "../../support/crash_slot.ts";

/** Every value of the user's own vault, by name. */
const VALUES = ["secrets", "export", "-", "--format", "json", "--user"];

async function withUserSecrets(slot: Slot): Promise<void> {
  await makeStarted(slot);
  for (const name of ["FIRST", "SECOND"]) await prepared(slot, ...set(name));
}

function set(name: string): readonly string[] {
  return ["secrets", "set", name, "--from-file", "notes.txt", "--user"];
}

Deno.test("secrets set --user: a crash before there is a vault leaves none that is of no use", async () => {
  await crashEverywhere({
    name: "secrets set --user, the first one",
    prepare: makeStarted,
    args: [...set("FIRST"), "--json"],
    retry: set("FIRST"),
    follow: set("FIRST"),
    reader: ["secrets", "list", "--json"],
  });
});

Deno.test("secrets set --user: a crash leaves no secret or a whole one", async () => {
  await crashEverywhere({
    name: "secrets set --user",
    prepare: withUserSecrets,
    args: [...set("THIRD"), "--json"],
    retry: set("THIRD"),
    follow: set("THIRD"),
    reader: VALUES,
  });
});

Deno.test("secrets remove --user: a crash leaves the secret or takes it", async () => {
  await crashEverywhere({
    name: "secrets remove --user",
    prepare: withUserSecrets,
    args: ["secrets", "remove", "FIRST", "--user", "--json"],
    retry: ["secrets", "remove", "FIRST", "--user"],
    follow: ["secrets", "list"],
    reader: VALUES,
  });
});

Deno.test("secrets rotate --user: a crash leaves every value readable", async () => {
  await crashEverywhere({
    name: "secrets rotate --user",
    prepare: withUserSecrets,
    args: ["secrets", "rotate", "--user", "--json"],
    retry: ["secrets", "rotate", "--user"],
    follow: ["secrets", "rotate", "--user"],
    reader: VALUES,
  });
});

Deno.test("secrets rotate --user --new-key-file: a crash leaves every value readable, and again it goes on", async () => {
  await crashEverywhere({
    name: "secrets rotate --user --new-key-file",
    sample: 1,
    prepare: withUserSecrets,
    args: ["secrets", "rotate", "--user", "--new-key-file", "--json"],
    retry: ["secrets", "rotate", "--user", "--new-key-file"],
    follow: ["secrets", "rotate", "--user", "--new-key-file"],
    reader: VALUES,
  });
});
