import assert from "node:assert/strict";
import { userDirectories } from "../../src/repo/user_directories.ts";

const ignore = Deno.build.os === "windows";

Deno.test({
  name: "the XDG variables decide, else the home directory",
  ignore,
  fn() {
    assert.deepEqual(userDirectories({ HOME: "/h" }), {
      home: "/h",
      config: "/h/.config/orchestrator",
      state: "/h/.local/state/orchestrator",
    });
    const env = { HOME: "/h", XDG_STATE_HOME: "/s", XDG_CONFIG_HOME: "/c" };
    assert.deepEqual(userDirectories(env), {
      home: "/h",
      config: "/c/orchestrator",
      state: "/s/orchestrator",
    });
  },
});

Deno.test({
  name: "values that are not absolute count as missing",
  ignore,
  fn() {
    assert.deepEqual(userDirectories({ HOME: "", XDG_STATE_HOME: "s", XDG_CONFIG_HOME: "/c" }), {
      home: null,
      config: "/c/orchestrator",
      state: null,
    });
  },
});
