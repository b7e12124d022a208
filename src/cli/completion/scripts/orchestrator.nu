# Completion of orchestrator for nushell: write this to a file and "source" it in config.nu.

let orchestrator_next_completer = ($env.config.completions?.external?.completer?)

$env.config.completions.external.enable = true
$env.config.completions.external.completer = {|spans|
    if ($spans | first) != "orchestrator" {
        return (if $orchestrator_next_completer == null { null } else { do $orchestrator_next_completer $spans })
    }
    let answer = (^orchestrator __complete "--" ...($spans | skip 1) | complete)
    let lines = ($answer.stdout | lines)
    let found = ($lines | where {|line| not ($line | str starts-with ":") } | each {|line|
        let parts = ($line | split column "\t" value description | first)
        { value: $parts.value, description: ($parts.description? | default "") }
    })
    # Nothing at all makes nushell offer names of files.
    if ($found | is-empty) and ($lines | any {|line| $line | str starts-with ":" }) { null } else { $found }
}
