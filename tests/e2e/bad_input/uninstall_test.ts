import { testBadInput } from "../../support/bad_input.ts";

const NEEDS_ONE = /either "--export FILE" or "--no-export" is needed/;

testBadInput("uninstall", [
  {
    name: "neither way",
    args: ["uninstall", "--yes"],
    code: 2,
    error: "usage",
    says: NEEDS_ONE,
  },
  {
    name: "both ways",
    args: ["uninstall", "--yes", "--no-export", "--export", "x.tar"],
    code: 2,
    error: "usage",
    says: /do not go together/,
  },
  {
    name: "no terminal and no --yes",
    args: ["uninstall", "--no-export"],
    code: 2,
    error: "usage",
    says: /"--yes" is needed/,
  },
  {
    name: "an export without a name",
    args: ["uninstall", "--yes", "--export", "-"],
    code: 2,
    error: "usage",
    says: /the name of a file/,
  },
  {
    name: "an export over a file",
    args: ["uninstall", "--yes", "--export", "workflow.yaml"],
    code: 73,
    error: "output.exists",
    says: /workflow\.yaml/,
  },
  {
    name: "an export into what it removes",
    args: ["uninstall", "--yes", "--export", ".orchestrator/sessions/x.tar"],
    code: 2,
    error: "uninstall.export_inside",
    says: /would be removed with the rest/,
  },
  {
    name: "an export into a directory that is not there",
    args: ["uninstall", "--yes", "--export", "none/x.tar"],
    code: 73,
    error: "file.not_created",
    says: /there is no directory/,
  },
  {
    name: "an export of a link",
    arrange: (repository) => {
      repository.write(".orchestrator/quarantine/a", "a");
      Deno.symlinkSync("a", repository.at(".orchestrator/quarantine/link"));
    },
    args: ["uninstall", "--yes", "--export", "x.tar"],
    code: 65,
    error: "uninstall.not_exportable",
    says: /neither a file nor a directory/,
  },
  {
    name: "an argument",
    args: ["uninstall", "all", "--no-export", "--yes"],
    code: 2,
    error: "usage",
    says: /all/,
  },
  {
    name: "a house that is a link",
    fresh: true,
    arrange: (repository) => {
      repository.write("elsewhere/meta.json", "{}");
      Deno.symlinkSync("elsewhere", repository.at(".orchestrator"));
    },
    args: ["uninstall", "--no-export", "--yes"],
    code: 77,
    error: "home.unsafe",
    says: /\.orchestrator.*is a link/,
  },
]);
