#!/usr/bin/env bash
# Make .venv from the hashed lock: bootstrap.sh runtime|dev. Says what it does; ends in one clear line when it can't.
set -euo pipefail
cd "$(dirname "$0")/.."
want=${1:-runtime}
lock=requirements/$want.txt
stamp=.venv/.locked
say() { printf '%s\n' "$*" >&2; }
die() { say "error: $*"; exit 1; }

sum=$(cat requirements/runtime.txt "$lock" pyproject.toml | sha256sum | cut -d' ' -f1)
if [ -f "$stamp" ] && { grep -qx "$want $sum" "$stamp" || { [ "$want" = runtime ] && grep -q "^dev " "$stamp" && grep -qx "runtime $sum" "$stamp"; }; }; then exit 0; fi

python=""
for candidate in python3.10 python3 python; do
  if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 10))' 2>/dev/null; then
    python=$candidate; break
  fi
done
[ -n "$python" ] || die "Python 3.10 is needed (Rasa 3.6 runs on no newer one) and was not found; install it, e.g. 'pyenv install 3.10', and run make again"
free=$(df -Pk . | awk 'NR==2 {print int($4/1024)}')
[ -x .venv/bin/uv ] || [ "$free" -ge 4000 ] || die "the disk is nearly full: 4,000 MB are needed for the environment, $free MB are free"

if [ ! -x .venv/bin/uv ]; then
  say "• making the environment in .venv ($("$python" --version))"
  rm -rf .venv
  "$python" -m venv .venv || die "the environment could not be made with $python -m venv"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt 2>/dev/null || die "uv could not be installed from PyPI: is the network there?"
  cp .venv/bin/uv .venv/uv
fi
say "• installing what is locked in $lock"
.venv/uv pip sync --quiet --python .venv/bin/python --require-hashes "$lock" || die "installing from $lock failed"
cp .venv/uv .venv/bin/uv
.venv/uv pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable . || die "installing the project itself failed"
runtime=$(cat requirements/runtime.txt requirements/runtime.txt pyproject.toml | sha256sum | cut -d' ' -f1)
{ echo "$want $sum"; [ "$want" = runtime ] || echo "runtime $runtime"; } > "$stamp"
