"""What to do: whom to see, treatment, next time, Bell's palsy, infection, medicines, dose, complaint."""

from __future__ import annotations

from triage import timing
from triage.answers_face import drops, other_cause, silent_on
from triage.answers_parts import Ask, Need, Piece, number, upper, verb, with_need
from triage.answers_time import beyond, long_acting, passes
from triage.claims import referrals, referring
from triage.facts import Course, Tri
from triage.knowledge import ALL_DOCTORS

_LID = "lid|brow|drop|iopidine|apraclonidine|naphcon|upneeq|eye"
_FAKE = "fake|counterfeit|online|internet|unlicen|batch|genuine|legit|dodgy|home"


def referral(ask: Ask) -> list[Piece]:
    return [*beyond(ask), injector(ask), ent(ask), neurologist(ask), _nobody(ask)]


def injector(ask: Ask) -> Piece:
    """Back to whoever injected; a GP or another clinician where that is no licensed clinic or cannot be reached."""
    s = referring("injector", ask.k)
    who = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'names', 'name')} whoever injected"
    if ask.facts.provider in ("unlicensed", "self") or ask.facts.provider_reachable is Tri.NO:
        text = f"See your GP or another qualified clinician. {who}, which may not help you here."
    else:
        text = f"Start with whoever injected you, as {number(s.n)} of {{ten}} {verb(s.n, 'says', 'say')}."
    return ask.say("referral.injector", text, injector=s)


def ent(ask: Ask) -> Piece:
    s = referring("ENT doctor", ask.k)
    text = f"{upper(number(s.n))} would have an ENT doctor look once, to rule out Bell's palsy."
    return ask.say("referral.ent", text, ent_doctor=s)


def neurologist(ask: Ask) -> Piece:
    s = referring("neurologist", ask.k)
    worse = ", as you say it has" if ask.facts.course is Course.WORSE else ""
    text = f"{upper(number(s.n))} {verb(s.n, 'names', 'name')} a neurologist if it has become worse{worse}."
    return ask.say("referral.neurologist", text, neurologist=s)


def _nobody(ask: Ask) -> Piece:
    others = len(ALL_DOCTORS) - len({row.answer for row in referrals(ask.k) if row.medical})
    text = f"The other {number(others)} {verb(others, 'names', 'name')} no doctor to see."
    return ask.say("referral.nobody", text, Need.WANTED)


def treatment(ask: Ask) -> list[Piece]:
    s = ask.support("remedy")
    remedy = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'names', 'name')} a remedy."
    other = ask.row("A26") + " So let no one inject again before an examination."
    lid = ask.upper_face or ask.asks(_LID)
    bulge = "masseter_bulge" in {sign.code for sign in ask.facts.present()}
    return [
        ask.cite("A25"),
        ask.say("treatment.doctors", remedy, remedy=s),
        *([drops(ask, Need.MUST)] if lid else []),
        *([ask.cite("C5", Need.MUST, then="Only a qualified injector can decide that.")] if bulge else []),
        with_need(passes(ask), Need.WANTED),
        ask.say("treatment.other_side", other, Need.WANTED, evidence=["A26"]),
        makeup(ask, Need.SPARE),
    ]


def makeup(ask: Ask, need: Need) -> Piece:
    s = referring("make-up expert", ask.k)
    text = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'suggests', 'suggest')} a make-up expert, for the time being."
    return ask.say("makeup", text, need, make_up_expert=s)


def prevention(ask: Ask) -> list[Piece]:
    wary, stop, best = (ask.support(tag) for tag in ("lower_face_caution", "stop_botox", "upper_face_best"))
    own = wary.where("that_patient")
    text = f"{upper(number(wary.n))} of {{ten}} are wary of Botox near the mouth or in the lower face. "
    text += "They range from great care to leaving it out"
    text += f"; {number(own.n)} spoke of one patient's face only." if own.n else "."
    again = f"{upper(number(stop.n))} {verb(stop.n, 'advises', 'advise')} against more, as that patient was unhappy."
    eyes = f"In the opinion of {number(best.n)}, it works best at eye level and above."
    return [
        ask.say("prevention.lower_face", text, lower_face_caution=wary),
        ask.say("prevention.again", again, stop_botox=stop),
        ask.cite("A6", Need.WANTED),
        ask.say("prevention.upper_face", eyes, Need.SPARE, upper_face_best=best),
    ]


def bells_palsy(ask: Ask) -> list[Piece]:
    pieces = [ask.say("bells.cannot_tell", "I cannot tell Bell's palsy from Botox here. An examination can.", evidence=["G1"])]
    if "palsy" in ask.facts.history:
        pieces.append(ask.cite("G5"))
    since = timing.age(ask.facts)
    if since is None or since <= 7:
        then = "If the weakness is new this week, be seen today."
        pieces += [ask.cite("F5", Need.WANTED), ask.cite("G1", Need.SAFETY, then=then)]
    else:
        pieces.append(ask.cite("G2"))
    return [*pieces, other_cause(ask), with_need(ent(ask), Need.WANTED), ask.cite("G11", Need.SPARE)]


def infection_or_allergy(ask: Ask) -> list[Piece]:
    call = f"With a swollen tongue or throat, wheezing or fainting, call {ask.country.emergency_numbers} now."
    today = "With spreading heat or redness, pus or fever, be seen today."
    return [
        ask.say("allergy", call, Need.SAFETY, evidence=["H2", "H3"]),
        ask.cite("H2", Need.WANTED),
        ask.say("infection", today, Need.SAFETY, evidence=["H4"]),
        silent_on(ask, "infection_allergy", "infection or allergy"),
    ]


def pregnancy_or_medication(ask: Ask) -> list[Piece]:
    pregnant = ask.facts.pregnant is Tri.YES or ask.asks("pregnan|nurs|breast|baby|birth|conceiv|ivf")
    illness = bool({"myasthenia", "lambert_eaton", "als"} & ask.facts.history) or ask.asks("myasth|lambert|als|muscle")
    medicine = not pregnant and not illness
    rows = [row for row, wanted in (("A20", pregnant), ("A21", medicine), ("A19", illness)) if wanted]
    more = [row for row in ("A20", "A21", "A19") if row not in rows]
    return [
        *(ask.cite(row) for row in rows),
        ask.say("medicine.ask", "Ask your doctor or pharmacist, and stop no medicine by yourself.", evidence=rows),
        silent_on(ask, "medicines_pregnancy", "pregnancy or medicines"),
        *(ask.cite(row, Need.SPARE) for row in more[:1]),
    ]


def dose_or_product(ask: Ask) -> list[Piece]:
    s = ask.support("dose_matters")
    text = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'says', 'say')} how long it lasts depends on the amount used."
    pieces = [
        ask.say("dose.none", "I give no doses and cannot judge the one you had."),
        ask.say("dose.length", text, dose_matters=s),
    ]
    if ask.long_acting:
        pieces.append(long_acting(ask))
    if ask.facts.provider in ("unlicensed", "self") or ask.asks(_FAKE):
        pieces += [ask.cite("E4"), ask.cite("E5")]
    return [*pieces, ask.cite("A6", Need.WANTED)]


def complaint(ask: Ask) -> list[Piece]:
    s = ask.support("money_law")
    text = f"{upper(number(s.n))} of {{ten}} {verb(s.n, 'speaks', 'speak')} of money or law"
    elsewhere = "If they will not see you, ask another qualified clinician."
    return [
        ask.say("complaint.limits", f"{text}, and I cannot judge what was done.", money_law=s),
        ask.say("complaint.record", "Ask the clinic for your record: product, batch, areas and amounts."),
        injector(ask),
        ask.say("complaint.elsewhere", elsewhere, Need.WANTED),
        ask.say("complaint.report", f"You can report it to {ask.country.regulator.text}."),
    ]
