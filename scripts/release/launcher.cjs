#!/usr/bin/env node
"use strict";

// Starts the program that the package of this platform holds. npm has installed that package beside
// this one; nothing is downloaded here.

const { spawn } = require("node:child_process");
const { constants } = require("node:os");
const process = require("node:process");
const packages = require("./packages.json");

/** `EX_UNAVAILABLE` of sysexits.h. */
const UNAVAILABLE = 69;

function fail(problem) {
  process.stderr.write(`orchestrator: ${problem}\n`);
  process.exit(UNAVAILABLE);
}

function isMusl() {
  if (process.platform !== "linux") return false;
  return process.report.getReport().header.glibcVersionRuntime === undefined;
}

function findProgram() {
  const platform = `${process.platform}-${process.arch}`;
  if (!Object.hasOwn(packages, platform)) fail(`there is no build for ${platform}`);
  const name = packages[platform];
  const suffix = process.platform === "win32" ? ".exe" : "";
  try {
    return require.resolve(`${name}/bin/orchestrator${suffix}`);
  } catch {
    if (isMusl()) fail("there is no build for musl (Alpine): use an image with glibc");
    return fail(`the package ${name} is missing: install again without --omit=optional`);
  }
}

const program = findProgram();
const child = spawn(program, process.argv.slice(2), { stdio: "inherit" });
// A terminal sends SIGINT to both; the program decides what becomes of it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on("error", (error) => fail(`cannot start ${program}: ${error.message}`));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? 128 + constants.signals[signal];
});
