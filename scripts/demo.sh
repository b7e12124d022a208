#!/bin/sh
# Builds the program and shows its main job in a scratch repository, which is removed at the end.
#
#     scripts/demo.sh [PROGRAM]
#
# With PROGRAM, an absolute path, that one is shown and nothing is built.
set -eu

repository=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
program=${1:-}
if [ -z "$program" ]; then
  ORCHESTRATOR_DENO_PINNED=1 sh "$repository/scripts/deno" run -A "$repository/scripts/compile.ts"
  program=$repository/dist/orchestrator
fi

scratch=$(mktemp -d "${TMPDIR:-/tmp}/orchestrator-demo.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' HUP INT TERM
mkdir "$scratch/bin" "$scratch/repository"
ln -s "$program" "$scratch/bin/orchestrator"
PATH=$scratch/bin:$PATH
# Grants and sessions of the demo stay in the scratch directory.
export PATH XDG_STATE_HOME="$scratch/state"
unset ORCHESTRATOR_ROOT ORCHESTRATOR_SESSION ORCHESTRATOR_TRUST
cd "$scratch/repository"

say() {
  printf '\n# %s\n' "$1"
}

# Shows a command, then runs it; a command that fails is part of the show.
run() {
  printf '\n$'
  for word in "$@"; do
    case $word in
      *' '*) printf ' "%s"' "$word" ;;
      *) printf ' %s' "$word" ;;
    esac
  done
  printf '\n'
  "$@" || printf '(exit code %s)\n' "$?"
}

if command -v git >/dev/null; then
  git init --quiet .
fi

say 'A workflow of two phases: one item is checked by a file, one by a command.'
cat >workflow.yaml <<'YAML'
name: Demo
version: "1.0"
settings:
  test_command: grep -q works feature.txt
phases:
  - id: PLAN
    name: Planning
    items:
      - id: check_roadmap
        name: Look for related plans
        required: false
      - id: plan
        name: Write the plan
        step_type: required
        verification: { type: file_exists, path: plan.md }
      - id: plan_approval
        name: Have the plan approved
        step_type: gate
        verification: { type: manual_gate }
  - id: BUILD
    name: Building
    items:
      - id: build
        name: Build it
        step_type: required
      - id: tests_pass
        name: All tests pass
        step_type: gate
        verification: { type: command, command: "{{test_command}}" }
YAML
run orchestrator validate

say 'Start it. What it may run is granted by this act, and shown by trust show.'
run orchestrator start 'Add a feature' --constraints 'No new dependencies'
run orchestrator trust show

say 'Skip what does not apply; complete what is done. The file is missing at first.'
run orchestrator skip check_roadmap --reason 'There is no roadmap in this repository' --quiet
run orchestrator complete plan --notes 'Three steps' --quiet
echo 'Three steps' >plan.md
run orchestrator complete plan --notes 'Three steps' --quiet
run orchestrator approve-item plan_approval --quiet
run orchestrator advance --quiet

say 'The gate fails until the feature works.'
run orchestrator complete build --notes 'Wrote the feature' --quiet
echo 'broken' >feature.txt
run orchestrator complete tests_pass --quiet
echo 'works' >feature.txt
run orchestrator complete tests_pass --quiet
run orchestrator status
run orchestrator status --json

say 'Finish. It commits and pushes nothing.'
run orchestrator finish --notes 'Done'
run orchestrator log
run orchestrator doctor

say 'A machine dies in the middle: the state is carried out, sealed for a public key.'
orchestrator start 'Go on elsewhere' --quiet
orchestrator skip check_roadmap --reason 'There is no roadmap in this repository' --quiet
orchestrator complete plan --notes 'Three steps' --quiet
run orchestrator snapshot keygen ../key.txt --quiet
run orchestrator snapshot export ../state.orcsnap --to "$(sed -n 's/^# public key: //p' ../key.txt)"
if command -v git >/dev/null; then
  git add --all
  git -c user.name=Demo -c user.email=demo@example.com commit --quiet --message 'Add a feature'
  git clone --quiet --bare . ../origin.git
else
  mkdir ../origin.git
  cp workflow.yaml plan.md feature.txt ../origin.git
fi
cd ..
rm -rf repository
say 'The next machine: a fresh clone, the snapshot, and the secret key. The work goes on.'
if command -v git >/dev/null; then
  git clone --quiet origin.git next
else
  cp -R origin.git next
fi
cd next
run orchestrator snapshot inspect ../state.orcsnap
run orchestrator snapshot import ../state.orcsnap --identity ../key.txt
run orchestrator status
run orchestrator trust grant
run orchestrator approve-item plan_approval --quiet
run orchestrator advance --quiet
run orchestrator complete build --notes 'Wrote the feature' --quiet
run orchestrator complete tests_pass --quiet
run orchestrator finish --quiet
run orchestrator session list

say 'A repository of the predecessor: look first, take it over, go on, go back.'
mkdir ../legacy
cd ../legacy
if command -v git >/dev/null; then
  git init --quiet .
fi
cat >.workflow_state.json <<'JSON'
{
  "workflow_id": "wf_0a1b2c3d",
  "workflow_type": "Demo",
  "workflow_version": "1.0",
  "task_description": "Add a feature, begun with the Python tool",
  "status": "active",
  "current_phase_id": "BUILD",
  "phases": {
    "BUILD": {
      "id": "BUILD",
      "status": "active",
      "started_at": "2026-01-07T03:31:52Z",
      "items": {
        "build": {"id": "build", "status": "completed", "notes": "Wrote the feature"},
        "review": {"id": "review", "status": "pending"}
      }
    }
  },
  "created_at": "2026-01-07T03:31:52Z",
  "updated_at": "2026-01-07T03:39:21Z",
  "workflow_definition": {
    "name": "Demo",
    "version": "1.0",
    "phases": [
      {
        "id": "BUILD",
        "name": "Building",
        "items": [{"id": "build", "name": "Build it"}, {"id": "review", "name": "Review it"}]
      }
    ]
  }
}
JSON
cat >.workflow_log.jsonl <<'JSONL'
{"timestamp": "2026-01-07T03:31:52Z", "event_type": "workflow_started", "workflow_id": "wf_0a1b2c3d", "phase_id": null, "item_id": null, "message": "Started workflow: Add a feature, begun with the Python tool", "details": {}, "actor": "system"}
JSONL
run orchestrator migrate --dry-run
run orchestrator migrate
run orchestrator complete review --notes 'Looks good' --quiet
run orchestrator finish --quiet
run orchestrator log
run orchestrator migrate --rollback
run ls -A
