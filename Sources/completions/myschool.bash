# bash completion for myschool. Generated; do not edit.
_myschool() {
  local word=${COMP_WORDS[COMP_CWORD]} line candidate
  local -a words=("${COMP_WORDS[@]:1:COMP_CWORD-1}")
  COMPREPLY=()
  # bash splits at "=", so "--form=7" comes as three words.
  if [[ $word == "=" ]]; then
    word="${words[-1]}="; unset 'words[-1]'; local cut=1
  elif ((COMP_CWORD > 1)) && [[ ${COMP_WORDS[COMP_CWORD-1]} == "=" ]]; then
    word="${COMP_WORDS[COMP_CWORD-2]}=$word"; words=("${COMP_WORDS[@]:1:COMP_CWORD-3}"); local cut=1
  fi
  while IFS=$'\t' read -r candidate _; do
    if [[ $candidate == ':files' ]]; then
      local file; compopt -o filenames
      while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "${COMP_WORDS[COMP_CWORD]}")
    else
      # A value is to follow at once: ivanova.a=5.
      [[ $candidate == *= ]] && compopt -o nospace
      [[ -n $cut ]] && candidate=${candidate#*=}
      [[ -n $candidate ]] && COMPREPLY+=("$(printf '%q' "$candidate")")
    fi
  done < <("${COMP_WORDS[0]}" __complete -- "$word" "${words[@]}" 2>/dev/null)
}
complete -F _myschool myschool
