"""The action server on loopback only, without Rasa's own command line (which binds every address)."""

from __future__ import annotations

import argparse

from rasa_sdk.endpoint import create_app


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    options = parser.parse_args()
    app = create_app("actions.actions")
    app.run(host="127.0.0.1", port=options.port, access_log=False, motd=False)


if __name__ == "__main__":
    main()
