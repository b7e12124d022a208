# Completion of orchestrator for bash: eval "$(orchestrator completion bash)"

_orchestrator() {
  local -a words=()
  local word before='' line prefix='' i
  # Readline takes "--flag=value" for three words: put together what was typed as one.
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ ${#words[@]} -gt 0 && ($word == = || $before == =) ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    before=$word
  done
  word=${words[${#words[@]} - 1]-}
  if [[ $COMP_WORDBREAKS == *=* && $word == --*=* ]]; then prefix=${word%%=*}=; fi

  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o default 2>/dev/null ;;
      :directories) compopt -o dirnames 2>/dev/null ;;
      *)
        line=${line%%$'\t'*}
        COMPREPLY+=("${line#"$prefix"}")
        ;;
    esac
  done < <(command orchestrator __complete -- "${words[@]}" 2>/dev/null)
}

complete -o nosort -F _orchestrator orchestrator 2>/dev/null || complete -F _orchestrator orchestrator
