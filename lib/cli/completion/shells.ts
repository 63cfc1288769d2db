/** The shells that words can be completed in. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = typeof SHELLS[number];

/*
 * Each script asks the command itself what can be written, a line for each candidate: its value, a tab, and what it means. Nothing of an
 * answer is evaluated; each shell quotes it as it quotes the names of files.
 */

const BASH = `# Completion of cdk-irsa for bash. In ~/.bashrc:
#   source <(npx cdk-irsa completion bash)
_cdk_irsa() {
  local value description
  COMPREPLY=()
  while IFS=$'\\t' read -r value description; do
    COMPREPLY+=("$(printf '%q' "$value")")
  done < <("\${COMP_WORDS[0]}" __complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o default -F _cdk_irsa cdk-irsa
`;

const ZSH = `#compdef cdk-irsa
# Completion of cdk-irsa for zsh. In ~/.zshrc, after compinit:
#   source <(npx cdk-irsa completion zsh)
_cdk_irsa() {
  local value description
  local -a values shown
  while IFS=$'\\t' read -r value description; do
    values+=("$value")
    shown+=("$value\${description:+  -- $description}")
  done < <("\${(Q)words[1]}" __complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( \${#values} )); then
    compadd -l -d shown -a values
  else
    _files
  fi
}
compdef _cdk_irsa cdk-irsa
`;

const FISH = `# Completion of cdk-irsa for fish:
#   npx cdk-irsa completion fish > ~/.config/fish/completions/cdk-irsa.fish
function __cdk_irsa_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l found ($words[1] __complete -- $words[2..-1] 2>/dev/null)
  if test (count $found) -gt 0
    printf '%s\\n' $found
  else
    __fish_complete_path (commandline -ct)
  end
end
complete --command cdk-irsa --no-files --arguments '(__cdk_irsa_complete)'
`;

/** What a shell reads to complete words of the command. */
export const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
