import { crashEverywhere } from "../../support/crash_harness.ts";
import {
  makeRepository,
  makeStarted,
  PLAIN_WORKFLOW,
  prepared,
} from "../../support/crash_scenario.ts";

const READER = ["config", "show", "--json"];

const SET = ["config", "set", "lock.timeout", "20"];
const SET_USER = ["config", "set", "trust.start", "ask", "--user"];
const UNSET = ["config", "unset", "lock.timeout"];

Deno.test("config set: a crash leaves the value before or the value after", async () => {
  await crashEverywhere({
    name: "config set",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, "config", "set", "lock.timeout", "15");
    },
    args: [...SET, "--json"],
    retry: SET,
    follow: SET,
    reader: READER,
  });
});

Deno.test("config set --user: a crash leaves no file or a whole one", async () => {
  await crashEverywhere({
    name: "config set --user",
    prepare: (slot) => makeRepository(slot, PLAIN_WORKFLOW),
    args: [...SET_USER, "--json"],
    retry: SET_USER,
    follow: SET_USER,
    reader: READER,
  });
});

Deno.test("config unset: a crash leaves the key or takes its line", async () => {
  await crashEverywhere({
    name: "config unset",
    prepare: async (slot) => {
      await makeStarted(slot);
      await prepared(slot, ...SET);
    },
    args: [...UNSET, "--json"],
    retry: UNSET,
    follow: UNSET,
    reader: READER,
  });
});
