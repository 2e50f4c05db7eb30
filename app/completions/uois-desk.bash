# bash completion for uois-desk                            -*- shell-script -*-
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Verbs, options and what an option takes are asked of the program itself: a new one needs nothing here.

_uois_desk ()
{
  local cur prev words cword split
  _init_completion -s || return

  # In the C locale the help is English. Verbs stand in it below "Verbs:", after two blanks.
  local verbs verb='' word help=(--help)
  verbs=$(LC_ALL=C "$1" --help 2>/dev/null | sed -n '/^Verbs:/,/^$/s/^  \([a-z-]*\) .*/\1/p')
  for word in "${words[@]:1:cword-1}"; do
    if [[ -n $word && $'\n'$verbs$'\n' == *$'\n'"$word"$'\n'* ]]; then
      verb=$word
      help=(help "$verb")
      break
    fi
  done

  if [[ $prev == -* ]]; then
    # The word after "=" in the help of the option, if it takes one.
    word=$(LC_ALL=C "$1" "${help[@]}" 2>/dev/null |
      sed -n "s/^  \\(-.*, \\)\\{0,1\\}$prev\\(, --[a-z-]*\\)\\{0,1\\}=\\([A-Z]*\\).*/\\3/p")
    case $word in
      FILE)
        _filedir
        return
        ;;
      ?*) return ;;
    esac
  fi
  $split && return

  if [[ $cur == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$(_parse_help "$1" "${help[*]}")" -- "$cur")
    [[ ${COMPREPLY-} == *= ]] && compopt -o nospace
    return
  fi
  case $verb in
    '' | help) mapfile -t COMPREPLY < <(compgen -W "$verbs" -- "$cur") ;;&
    '') _filedir uois ;;
    load) _filedir json ;;
  esac
} && complete -F _uois_desk uois-desk
