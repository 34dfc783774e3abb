#!/usr/bin/env bash
# The browser tests need Chromium and Firefox: install what is missing when that is allowed (Debian, root), say so when it is not.
set -uo pipefail
missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 || missing="$missing chromium"
command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1 || missing="$missing firefox-esr"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "• installing$missing for the browser tests (apt-get install)" >&2
  mkdir -p logs
  # shellcheck disable=SC2086  # several names
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >logs/browser.log 2>&1; then exit 0; fi
fi
echo "•$missing missing, so those browser tests will be skipped; install with: sudo apt-get install$missing" >&2
