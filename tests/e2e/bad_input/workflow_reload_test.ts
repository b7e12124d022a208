import { testBadInput } from "../../support/bad_input.ts";
import type { RepositoryFixture } from "../../support/repository_fixture.ts";

function edit(change: (text: string) => string): (repository: RepositoryFixture) => void {
  return (repository) =>
    repository.write("workflow.yaml", change(repository.read("workflow.yaml")));
}

const RELOAD = ["workflow", "reload"] as const;

testBadInput("workflow reload", [
  {
    name: "a repository without a workflow",
    fresh: true,
    args: RELOAD,
    code: 66,
    error: "session.none",
    says: /No active workflow/,
  },
  {
    name: "a definition that is gone",
    arrange: (repository) => Deno.removeSync(repository.at("workflow.yaml")),
    args: RELOAD,
    code: 66,
    error: "definition.not_found",
    says: /"workflow\.yaml"/,
  },
  {
    name: "a file that does not exist",
    args: [...RELOAD, "-w", "other.yaml"],
    code: 66,
    error: "definition.not_found",
    says: /"other\.yaml"/,
  },
  {
    name: "a definition that is not YAML",
    arrange: edit((text) => `${text}\n  - [`),
    args: RELOAD,
    code: 1,
    error: "definition.invalid",
    says: /it has .*problem/,
  },
  {
    name: "a definition without phases",
    arrange: (repository) => repository.write("workflow.yaml", "name: Empty\nphases: []\n"),
    args: RELOAD,
    code: 1,
    error: "definition.no_phases",
    says: /no phases/,
  },
  {
    name: "a definition that lacks what is done",
    arrange: async (repository) => {
      await repository.done(["complete", "plain"]);
      edit((text) => text.replace("- id: plain\n", "- id: renamed\n"))(repository);
    },
    args: RELOAD,
    code: 1,
    error: "reload.refused",
    says: /Item plain of phase PLAN is done and is missing/,
  },
  {
    name: "a definition without the current phase",
    arrange: edit((text) => text.replace("id: PLAN", "id: OTHER")),
    args: [...RELOAD, "--dry-run"],
    code: 1,
    error: "reload.refused",
    says: /Phase PLAN has started and is missing/,
  },
  {
    name: "a workflow that has ended",
    arrange: async ({ done }) => {
      await done(["finish", "--abandon", "--reason", "It was not needed"]);
    },
    args: RELOAD,
    code: 1,
    error: "workflow.not_active",
    says: /Cannot reload: the workflow is abandoned/,
  },
  {
    name: "an argument",
    args: [...RELOAD, "workflow.yaml"],
    code: 2,
    error: "usage",
    says: /unexpected argument/,
  },
]);
