#!/usr/bin/env bash
# Installs hrlint into an environment of its own below RUNNER_TEMP: the version asked for from PyPI, else the action's own source.
# Reads HRLINT_ACTION_VERSION; inputs come as variables, never as text of the script, so that nothing in them is run.
set -euo pipefail

version=${HRLINT_ACTION_VERSION:-}
if [[ -n $version && ! $version =~ ^[0-9][0-9A-Za-z.+!-]*$ ]]; then
  printf '::error title=hrlint::version is not a version number, such as 1.2.0\n'
  exit 2
fi
python=$(command -v python3 || command -v python)
environment=$RUNNER_TEMP/hrlint
"$python" -m venv "$environment"
bin=$environment/bin
[[ -d $bin ]] || bin=$environment/Scripts
"$bin/python" -m pip install --quiet --disable-pip-version-check "${version:+hrlint==}${version:-$GITHUB_ACTION_PATH}"
"$bin/hrlint" --version
