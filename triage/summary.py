"""The summary for the clinician: the patient's own words, what is known, what was advised. Text and PDF.

Section 5 of the policy, last paragraph. Nothing stands here that the patient did not say or the bot did not advise.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from triage import audit, dialogue, names, transcript
from triage.clock import today
from triage.facts import Facts, Tri
from triage.questions import questions
from triage.reasons import COURSE, ONSET
from triage.turn import Turn
from triage.vocabulary import vocabulary

TITLE = "Summary of a conversation with the triage assistant"
DATES = {
    "review": "Clearly better by",
    "specialist_if_no_change": "Specialist if not improving by",
    "specialist": "Specialist if any is left after",
}
LIMITS = "Made by software from what the patient typed. Not a diagnosis; nobody was examined."


def render_text(events: Sequence[transcript.Event]) -> str:
    """The summary, or "" while there is no advice yet."""
    talk = dialogue.read(events, today())
    given, said = talk.case.given, [turn for turn in talk.case.turns if not turn.taken_back]
    if not given or not said:
        return ""
    facts, advice = talk.case.facts, given[-1]
    words = vocabulary()
    blocks = [
        ("", [TITLE, LIMITS]),
        ("In the patient's words", [f"- {turn.text}" for turn in said if _tells(turn)]),
        ("Treatment", _treatment(facts)),
        ("Timeline", _timeline(facts)),
        ("Reported", [f"- {words.title(s.code)}" + (f": “{s.words}”" if s.words else "") for s in facts.present()]),
        ("Explicitly denied", _denied(facts, said)),
        ("Function", _function(facts)),
        ("Mind", _mind(facts)),
        ("Advice given", _advice(advice)),
        ("Safety net, as the patient has it", [f"- {text}" for text in advice.get("safety_net") or ()]),
        ("Made", _made(events)),
    ]
    return "\n\n".join("\n".join(([f"{head}:"] if head else []) + lines) for head, lines in blocks if lines)


def render_pdf(events: Sequence[transcript.Event]) -> bytes:
    """The same text as a PDF document; b"" while there is no advice yet."""
    text = render_text(events)
    if not text:
        return b""
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.set_title(TITLE)
    pdf.add_page()
    for line in text.splitlines():
        heading = line == TITLE or (line.endswith(":") and not line.startswith("-"))
        pdf.set_font("Helvetica", style="B" if heading else "", size=15 if line == TITLE else 11)
        pdf.multi_cell(0, 6, _latin(line) or " ", new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def _advice(advice: Mapping[str, Any]) -> list[str]:
    """The level and rule, what to do and when, the facts it rests on, and the dates to check by."""
    dates = {name: advice.get("dates", {}).get(name) for name in DATES}
    return _listed(
        [
            ("Level and rule", f"{advice.get('level')}, {advice.get('rule')}"),
            ("To do", str(advice.get("action") or "")),
            ("Whom to see", str(advice.get("who") or "")),
            ("When", str(advice.get("when") or "")),
            ("Because", "; ".join(advice.get("reasons") or ())),
            *((DATES[name], str(date)) for name, date in dates.items() if date),
        ]
    )


def _made(events: Sequence[transcript.Event]) -> list[str]:
    """When the advice was given, and by which versions of knowledge and model."""
    told = [e for e in events if transcript.payload(e).get("type") == "disposition" and e.get("timestamp")]
    time = datetime.datetime.fromtimestamp(float(told[-1]["timestamp"]), datetime.timezone.utc) if told else None
    record: Mapping[str, Any] = next(iter(reversed(list(audit.records(events)))), {})
    return _listed(
        [
            ("Time", f"{time:%-d %B %Y, %H:%M} UTC" if time else ""),
            ("Knowledge", str(record.get("knowledge") or "")),
            ("Model", str(record.get("model") or "")),
        ]
    )


_PLAIN = str.maketrans("“”’–•", "\"\"'--")


def _latin(line: str) -> str:
    """The line in the characters of PDF's own fonts."""
    return line.translate(_PLAIN).encode("latin-1", "replace").decode("latin-1")


def _days(value: float | None) -> str:
    return "" if value is None else f"{value:g} days"


def _listed(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [f"- {name}: {value}" for name, value in pairs if value]


def _tells(turn: Turn) -> bool:
    """Whether a message tells something, rather than steers the conversation."""
    return turn.intent not in ("ask_summary", "stop", "start_over", "go_back", "forget_me", "ask_why_asked", "ask_repeat")


def _denied(facts: Facts, said: Sequence[Turn]) -> list[str]:
    """Signs the patient denied in words of their own; what a checklist's "none of these" covered stands as the list asked."""
    own = {
        str(found["code"])
        for turn in said
        for found in turn.understood.get("findings") or ()
        if found.get("status") == "negated" and found.get("code") in {s.code for s in facts.denied()}
    }
    lines = [f"- {title}" for title in dict.fromkeys(vocabulary().title(s.code) for s in facts.denied() if s.code in own)]
    if "history" in facts.answered_no:
        lines.append("- a muscle or nerve illness, or a facial palsy before")
    if facts.danger_checked is Tri.YES:
        told = {s.code for s in facts.present()}
        asked = [item.title.lower() for item in questions().checklist if item.code not in told]
        lines.append(f"- answered the danger checklist; none but what stands above of: {', '.join(asked)}")
    return lines


def _treatment(facts: Facts) -> list[str]:
    pairs = [
        ("Areas", names.areas(facts.areas)),
        ("Product", facts.product or ""),
        ("Injected by", names.provider(facts.provider) if facts.provider else ""),
        ("Filler", facts.filler.value if facts.filler.known else ""),
    ]
    return _listed(pairs)


def _timeline(facts: Facts) -> list[str]:
    pairs = [
        ("Since the injections", _days(facts.days_since_injection)),
        ("From injection to first sign", _days(facts.onset_after_days)),
        ("Since the first sign", _days(facts.days_since_onset)),
        ("Onset", ONSET[facts.onset] if facts.onset else ""),
        ("Course", COURSE[facts.course] if facts.course else ""),
        ("Side", facts.side or ""),
    ]
    return _listed(pairs)


def _function(facts: Facts) -> list[str]:
    gate = {"Moves lips": facts.moves_lips, "Speaks": facts.speaks, "Chews": facts.chews, "Swallows": facts.swallows}
    return _listed([(name, fact.value) for name, fact in gate.items() if fact is not Tri.UNKNOWN])


def _mind(facts: Facts) -> list[str]:
    return _listed(
        [
            ("Distress", facts.distress.value if facts.distress else ""),
            ("Suicidal thoughts", facts.suicidal.value if facts.suicidal else ""),
        ]
    )
