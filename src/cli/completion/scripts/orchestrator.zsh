#compdef orchestrator
# Completion of orchestrator for zsh: eval "$(orchestrator completion zsh)", after compinit.

_orchestrator() {
  local -a lines values texts
  local line
  lines=("${(@f)$(command orchestrator __complete -- "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null)}")
  for line in "${lines[@]}"; do
    case $line in
      '') ;;
      :files) _files ;;
      :directories) _files -/ ;;
      *)
        values+=("${line%%$'\t'*}")
        texts+=("${line/$'\t'/  -- }")
        ;;
    esac
  done
  (( ${#values} )) && compadd -V orchestrator -l -d texts -a values
}

if [[ ${funcstack[1]-} == _orchestrator ]]; then
  _orchestrator "$@"
else
  compdef _orchestrator orchestrator
fi
