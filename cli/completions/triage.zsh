#compdef triage
# zsh completion for triage: triage completion zsh > "${fpath[1]}/_triage", or eval "$(triage completion zsh)"
_triage() {
    local -a commands client
    commands=(
        'chat:talk with the assistant'
        'ask:ask one question and get the answer'
        'parse:show what is understood of messages, without a server'
        "replay:print why a conversation's advice came out as it did"
        'completion:print the completion script for a shell'
    )
    client=(
        '--url[where the assistant is]:address:'
        '--timeout[longest wait for an answer]:seconds:'
        '--json[print one JSON object a line, as received]'
        '--no-color[no colours]'
        '--transcript[append the conversation to a private file]:file:_files'
        "--sender[the conversation's id]:id:"
        "--country[the patient's country, two letters]:code:"
        '--api-key[sent as X-API-Key]:key:'
        '(- *)--help[show the help]'
    )
    if (( CURRENT == 2 )); then
        _describe -t commands 'triage command' commands
        _arguments '--help[show the help]' '--version[show the version]'
        return
    fi
    local command=$words[2]
    shift words
    (( CURRENT-- ))
    case $command in
        chat) _arguments $client ;;
        ask) _arguments $client '*:question:' ;;
        completion) _arguments '--help[show the help]' '1:shell:(bash zsh fish)' ;;
        replay)
            _arguments '--endpoints[where the tracker store is named]:file:_files' '--json[print the replay as one JSON object]' \
                '--help[show the help]' '1:conversation:'
            ;;
        parse) _arguments '--help[show the help]' ;;
    esac
}
if [[ $funcstack[1] == _triage ]]; then
    _triage "$@"
else
    compdef _triage triage
fi
