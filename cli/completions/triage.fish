# fish completion for triage: triage completion fish > ~/.config/fish/completions/triage.fish
complete -c triage -f
complete -c triage -n __fish_use_subcommand -l help -d 'show the help'
complete -c triage -n __fish_use_subcommand -l version -d 'show the version'
complete -c triage -n __fish_use_subcommand -a chat -d 'talk with the assistant'
complete -c triage -n __fish_use_subcommand -a ask -d 'ask one question and get the answer'
complete -c triage -n __fish_use_subcommand -a parse -d 'show what is understood of messages, without a server'
complete -c triage -n __fish_use_subcommand -a replay -d "print why a conversation's advice came out as it did"
complete -c triage -n __fish_use_subcommand -a completion -d 'print the completion script for a shell'

set -l client '__fish_seen_subcommand_from chat ask'
complete -c triage -n $client -l url -x -d 'where the assistant is'
complete -c triage -n $client -l timeout -x -d 'longest wait for an answer, in seconds'
complete -c triage -n $client -l json -d 'print one JSON object a line, as received'
complete -c triage -n $client -l no-color -d 'no colours'
complete -c triage -n $client -l transcript -r -F -d 'append the conversation to a private file'
complete -c triage -n $client -l sender -x -d "the conversation's id"
complete -c triage -n $client -l country -x -d "the patient's country, two letters"
complete -c triage -n $client -l api-key -x -d 'sent as X-API-Key'
complete -c triage -n '__fish_seen_subcommand_from replay' -l endpoints -r -F -d 'where the tracker store is named'
complete -c triage -n '__fish_seen_subcommand_from replay' -l json -d 'print the replay as one JSON object'
complete -c triage -n '__fish_seen_subcommand_from chat ask parse replay completion' -l help -d 'show the help'
complete -c triage -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'
