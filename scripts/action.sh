#!/usr/bin/env bash
# What action.yml runs. It uses the version of cdk-irsa that the project has installed, and fetches nothing.
set -euo pipefail

marker='<!-- cdk-irsa diff -->'

irsa() {
  npx --no-install cdk-irsa "$@"
}

# The comment of an earlier run. Only one that a bot wrote, so that nobody's own text is written over.
earlier_comment() {
  gh api --paginate "repos/$GITHUB_REPOSITORY/issues/$IRSA_PULL_REQUEST/comments" \
    --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id" | head -n 1
}

# $1: the file with the text; $2: whether there is something to say
comment() {
  local id
  id=$(earlier_comment) || return 1
  if [ -n "$id" ]; then
    gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field body=@"$1"
  elif [ "$2" = yes ]; then
    gh api --silent --method POST "repos/$GITHUB_REPOSITORY/issues/$IRSA_PULL_REQUEST/comments" --field body=@"$1"
  fi
}

diff_and_comment() {
  local code=0 changes=yes
  report=$(mktemp)
  trap 'rm -f "$report"' EXIT # which is after the function: the name is not local
  irsa diff --format markdown --fail-on "${IRSA_FAIL_ON:-none}" -- "$IRSA_BEFORE" "$IRSA_AFTER" > "$report" || code=$?
  if [ "$code" -gt 1 ]; then
    return "$code"
  fi
  cat "$report" >> "$GITHUB_STEP_SUMMARY"
  if grep -q '^No permission changes\.$' "$report"; then
    changes=no
  fi
  if [ "$IRSA_COMMENT" = true ] && [[ "$IRSA_PULL_REQUEST" =~ ^[0-9]+$ ]] && ! comment "$report" "$changes"; then
    # A pull request of a fork has a token that only reads.
    echo '::warning title=cdk-irsa::the differences are in the summary of the job: the token may not write comments (permissions: pull-requests: write)'
  fi
  return "$code"
}

paths=()
while IFS= read -r path; do
  if [ -n "$path" ]; then
    paths+=("$path")
  fi
done <<< "$IRSA_PATHS"

case "$IRSA_COMMAND" in
  check) irsa check --format github --fail-on "${IRSA_FAIL_ON:-error}" -- ${paths[@]+"${paths[@]}"} ;;
  audit) irsa audit --fail-on "${IRSA_FAIL_ON:-error}" -- ${paths[@]+"${paths[@]}"} ;;
  diff) diff_and_comment ;;
  *)
    echo '::error title=cdk-irsa::command must be check, audit or diff'
    exit 2
    ;;
esac
