import { testBadInput } from "../../support/bad_input.ts";

testBadInput("paths", [
  {
    name: "a root that is not there",
    args: ["paths", "--root", "missing"],
    code: 66,
    error: "home.root_missing",
    says: /missing/,
  },
  { name: "an argument", args: ["paths", "all"], code: 2, error: "usage", says: /"all"/ },
]);

testBadInput("trust show", [
  {
    name: "a repository without a workflow",
    fresh: true,
    args: ["trust", "show"],
    code: 66,
    error: "session.none",
    says: /No active workflow/,
  },
]);

testBadInput("trust grant", [
  {
    name: "a repository without a workflow",
    fresh: true,
    args: ["trust", "grant"],
    code: 66,
    error: "session.none",
    says: /No active workflow/,
  },
  {
    name: "a session that does not exist",
    args: ["trust", "grant", "--session", "nobody"],
    code: 66,
    error: "session.not_found",
    says: /"nobody"/,
  },
]);

testBadInput("doctor", [
  { name: "an argument", args: ["doctor", "all"], code: 2, error: "usage", says: /"all"/ },
]);

testBadInput("completion", [
  { name: "no shell", args: ["completion"], code: 2, error: "usage", says: /SHELL is missing/ },
  {
    name: "a shell that there is no script for",
    args: ["completion", "tcsh"],
    code: 2,
    error: "usage",
    says: /"tcsh"; there is one for bash, zsh/,
  },
  {
    name: "a mistyped shell",
    args: ["completion", "BASH;"],
    code: 2,
    error: "usage",
    says: /did you mean "bash"/,
  },
  {
    name: "two shells",
    args: ["completion", "bash", "zsh"],
    code: 2,
    error: "usage",
    says: /"zsh"/,
  },
]);

testBadInput("__complete", [
  {
    name: "words without -- before them",
    args: ["__complete", "complete", "--notes"],
    code: 2,
    error: "usage",
    says: /"--notes"/,
  },
]);

testBadInput("help", [
  {
    name: "a mistyped page",
    args: ["help", "exit-code"],
    code: 2,
    error: "usage",
    says: /did you mean "exit-codes"/,
  },
  {
    name: "text that a terminal would obey",
    args: ["help", "\u001b[31mred"],
    code: 2,
    error: "usage",
    says: /\\u001b\[31mred|\\x1b\[31mred/,
  },
  {
    name: "a topic that does not exist",
    args: ["help", "everything"],
    code: 2,
    error: "usage",
    says: /everything/,
  },
]);

testBadInput("the program", [
  {
    name: "a command that does not exist, naming a similar one",
    args: ["stauts"],
    code: 2,
    error: "usage",
    says: /"stauts"[^]*status/,
  },
  {
    name: "a flag before a command that does not exist",
    args: ["--loud", "status"],
    code: 2,
    error: "usage",
    says: /"--loud"/,
  },
  {
    name: "a command of the predecessor that is retired",
    args: ["review"],
    code: 69,
    error: "legacy.retired",
    says: /retired/,
  },
]);
