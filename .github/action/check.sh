#!/usr/bin/env bash
# Lints with the hrlint that install.sh installed: the readable text and annotations in the log, a table in the summary of the step,
# and, where another format is asked for, a file of it. Runs where the repository is checked out: annotations need its paths.
set -uo pipefail
IFS=
shopt -s globstar 2>/dev/null || true # not in the shell of macOS

bin=$RUNNER_TEMP/hrlint/bin
[[ -d $bin ]] || bin=$RUNNER_TEMP/hrlint/Scripts

arguments=(--output-format github)
[[ -n ${HRLINT_ACTION_PERSONA:-} ]] && arguments+=(--persona "$HRLINT_ACTION_PERSONA")
[[ -n ${HRLINT_ACTION_FAIL_ON:-} ]] && arguments+=(--fail-on "$HRLINT_ACTION_FAIL_ON")
report=
format=${HRLINT_ACTION_FORMAT:-github}
if [[ $format != github ]]; then
  case $format in
    sarif) suffix=sarif ;;
    json | gitlab | rdjson) suffix=json ;;
    junit) suffix=xml ;;
    markdown | ietf-comments) suffix=md ;;
    *) suffix=txt ;;
  esac
  report=$RUNNER_TEMP/hrlint-report.$suffix
  arguments+=(--output "$format=$report")
fi
[[ -n ${HRLINT_ACTION_BASELINE:-} ]] && arguments+=(--baseline "$HRLINT_ACTION_BASELINE")

# One value on each line, spaces around it and empty lines left out.
lines() {
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    line=${line%$'\r'}
    line=${line#"${line%%[![:space:]]*}"}
    line=${line%"${line##*[![:space:]]}"}
    [[ -n $line ]] && printf '%s\n' "$line"
  done
}
while IFS= read -r argument; do arguments+=("$argument"); done < <(lines <<<"${HRLINT_ACTION_ARGS:-}")

# Patterns are expanded, and nothing else: one that fits no file stays, so that hrlint says that it is not there.
paths=()
while IFS= read -r pattern; do
  paths+=($pattern)
done < <(lines <<<"${HRLINT_ACTION_PATHS:-.}")

"$bin/hrlint" check "${arguments[@]}" -- "${paths[@]}"
status=$?

[[ -n $report && -s $report ]] || report=
{
  printf 'report=%s\n' "$report"
  printf 'exit-status=%s\n' "$status"
} >>"$GITHUB_OUTPUT"
exit "$status"
