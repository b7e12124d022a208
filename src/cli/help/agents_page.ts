/** The page of `orchestrator help agents`: enough to work from alone. */
export const AGENTS_PAGE = `orchestrator for agents

orchestrator keeps a workflow for you: phases, each with a checklist of items.
You do the work; it remembers what is done, checks what can be checked, and says
what comes next. All of it is in .orchestrator/ of the repository, so you can
stop at any time and go on in another conversation.

The loop

  1. orchestrator status
     Read the block. The line NEXT_ACTION: is the command to run next.
  2. Do the work that the item names; the line below it says more.
  3. Run the command of NEXT_ACTION, with your notes in it.
  4. Go to 1. When the workflow is finished, NEXT_ACTION says how to start one.

No workflow is active:       orchestrator start "<task>"
An item is done:             orchestrator complete ITEM --notes "<what you did>"
An item does not apply:      orchestrator skip ITEM --reason "<why>"
An item is a manual gate:    orchestrator approve-item ITEM
A phase waits for approval:  orchestrator approve
A phase is done:             orchestrator advance
The last phase is done:      orchestrator finish
Give up:                     orchestrator finish --abandon --reason "<why>"
What happened so far:        orchestrator log

Approve only what your human has approved: ask first.

Reading status

  ✓ completed   ⊘ skipped   ● in progress or failed   ○ open
  [*] required: complete or skip it before the phase can end   [ ] optional
  Blockers: what keeps the phase from ending
  Lines below an item with └─ belong to it
  status --json has step_type and description of every item of the phase

Rules worth knowing

  - Only items of the current phase can be changed.
  - complete runs the check of an item first: a file that must exist, or a
    command that must succeed. If the check fails, the item stays open and the
    exit code is 1. Mend the cause and run complete again.
  - Whether an item can be skipped depends on its step_type: flexible with a
    reason of at least 10 characters, documented with at least 50; required
    and gate cannot be skipped. Optional items [ ] may just stay open.
  - A gate is always checked.
  - Notes have at most 2000 characters. Long ones: --notes-file FILE, or - for
    stdin.
  - finish commits and pushes nothing. Commit your work yourself.
  - Completing an item that is completed already is no error: retry freely.

Programs

  --json prints one JSON document on stdout, errors included:
    {"schema":"orchestrator.status/1", ...}
    {"schema":"orchestrator.error/1",
     "error":{"code":"...","message":"...","fix":["..."]}}
  Each entry of fix is a command to run. Talk goes to stderr.
  Nothing ever asks a question when there is no terminal.

Exit codes you will meet

  0  done
  1  refused by a rule, or a check failed: read the message
  2  the command line was wrong: orchestrator help COMMAND
  66 there is no such session, or none where one is needed
  75 somebody else is at work: run the same command again
  77 the commands of the workflow are not granted here
  78 a setting is wrong
  All of them: orchestrator help exit-codes

Trust

  The commands that check items come from the repository. They run only after
  somebody granted them in this checkout: start does, trust grant does. On exit
  code 77 show your human the output of: orchestrator trust show
  Do not grant commands yourself that your human has not seen.
  Where a grant cannot be stored, start and trust grant print a line
  export ORCHESTRATOR_TRUST=...: put it before the commands that follow.

Several sessions

  One session is current in each checkout. Work beside it with
  start "<task>" --parallel, then give --session ID to every command; the
  commands that status suggests carry it already.
  orchestrator session list shows all of them, orchestrator session switch ID
  makes another one current.
  Each git worktree has its own current session; all sessions lie in the main
  checkout.

When something is wrong

  orchestrator doctor says what, and the command that mends it.
  orchestrator paths --explain says which directory is used, and why.
`;
