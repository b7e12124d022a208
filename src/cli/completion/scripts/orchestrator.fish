# Completion of orchestrator for fish:
# orchestrator completion fish > ~/.config/fish/completions/orchestrator.fish

function __orchestrator_candidates
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -e words[1]
    for line in (command orchestrator __complete -- $words "$current" 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path "$current"
            case :directories
                __fish_complete_directories "$current" ''
            case '*'
                printf '%s\n' $line
        end
    end
end

complete -c orchestrator -f -k -a '(__orchestrator_candidates)'
