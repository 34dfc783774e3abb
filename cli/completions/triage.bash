# bash completion for triage: eval "$(triage completion bash)"
_triage() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} command=${COMP_WORDS[1]}
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "chat ask parse replay completion --help --version" -- "$current"))
        return
    fi
    case $previous in
        --transcript | --endpoints)
            compopt -o filenames 2>/dev/null
            local IFS=$'\n'
            COMPREPLY=($(compgen -f -- "$current"))
            return
            ;;
        --url | --timeout | --sender | --country | --api-key) return ;;
    esac
    case $command in
        chat | ask)
            COMPREPLY=($(compgen -W "--url --timeout --json --no-color --transcript --sender --country --api-key --help" -- "$current"))
            ;;
        completion) COMPREPLY=($(compgen -W "bash zsh fish --help" -- "$current")) ;;
        replay) COMPREPLY=($(compgen -W "--endpoints --json --help" -- "$current")) ;;
        parse) COMPREPLY=($(compgen -W "--help" -- "$current")) ;;
    esac
}
complete -F _triage triage
