#!/usr/bin/env bash
# The browser tests need Chromium: install it when that is allowed (Debian, root), say so when it is not.
set -euo pipefail
command -v chromium >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "• installing Chromium for the browser tests (apt-get install chromium)" >&2
  mkdir -p logs
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >logs/browser.log 2>&1; then exit 0; fi
fi
echo "• Chromium is missing, so the browser tests will be skipped; install it with: sudo apt-get install chromium" >&2
