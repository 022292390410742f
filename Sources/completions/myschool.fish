# fish completion for myschool. Generated; do not edit.
function __myschool_complete
  set -l words (commandline -opc)
  set -l found (command $words[1] __complete -- (commandline -ct | string unescape) $words[2..-1] 2>/dev/null)
  if contains -- ':files' $found
    __fish_complete_path (commandline -ct)
  end
  string match -v -- ':files*' $found
end
complete -c myschool -f -a '(__myschool_complete)'
