"""The client's own sentences."""

from __future__ import annotations

from typing import Final

#: The same sentence as in `channels/fallback.py`; a test compares them.
EMERGENCY_LINE: Final = (
    "If you have trouble breathing, swallowing or speaking, sudden weakness of the face, an arm or a leg, or any change "
    "in your sight, call your emergency number now (112, 999, 911 or 000)."
)

BANNER: Final = (
    "Triage assistant for a face that is uneven, heavy or weak after Botox. "
    "Not for emergencies: call 112, 999, 911 or 000. /quit ends, /help shows more."
)

HELP: Final = f"""Write in your own words. Where choices are numbered, type a number or write the answer;
in a list marked [ ] type all that are true, such as 1 3.

  /help     this page
  /new      start a new conversation
  /summary  a summary to show to your injector or doctor
  /why      why the last question was asked, and where the last answer comes from
  /forget   delete this conversation here and on the server
  /quit     end (also Ctrl-D; Ctrl-C stops at once)

What you write is kept in memory here, and by the server of the assistant until it is deleted.
{EMERGENCY_LINE}"""

#: What the bot is told for a command that needs it.
ASK_SUMMARY: Final = "summary please"
ASK_FORGET: Final = "delete my data"
