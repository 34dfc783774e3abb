"""Confusion, calibration, the red flags' threshold and the list of errors, against cases counted by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from bench import analysis, metrics
from bench.messages import CONCERNS, RED_FLAGS
from nlu.learned import learned
from nlu.redflags import DENIED, FLAGS, HEARD, LIMB, SURE, red_flags
from tests.bench.fakes import message, parsed


def test_confusion_counts_each_missed_against_each_wrong_one() -> None:
    made = metrics.decisions(
        [
            parsed(message("a", "duration", "cause"), {"permanence": 0.9}),
            parsed(message("b", "duration"), {"permanence": 0.9}),
            parsed(message("c", "duration", "cause"), {"duration": 0.9}),
            parsed(message("d", "cause"), {"cause": 0.9, "referral": 0.8}),
            parsed(message("e", "cause"), {"cause": 0.9}),
            parsed(message("f"), {"cause": 0.9}),
        ]
    )
    found = analysis.confusion(made)
    cells = {
        (row, column): found.cells[r, c]
        for r, row in enumerate(found.missed)
        for c, column in enumerate(found.given)
        if found.cells[r, c]
    }
    assert cells == {
        ("duration", "permanence"): 2,
        ("cause", "permanence"): 1,
        ("cause", "(nothing)"): 1,
        ("(nothing)", "referral"): 1,
    }


def test_without_errors_there_is_no_confusion() -> None:
    found = analysis.confusion(metrics.decisions([parsed(message("a", "cause"), {"cause": 0.9})]))
    assert (found.missed, found.given, found.cells.shape) == ((), (), (0, 0))


def test_calibration_by_hand() -> None:
    made = metrics.decisions(
        [
            parsed(message("a", "cause"), {"cause": 0.95}),
            parsed(message("b", "duration"), {"cause": 0.85}, {"duration": 0.35}),
            parsed(message("c", "cause", "duration"), {"cause": 1.0}, {"duration": 0.31}),
        ]
    )
    found = analysis.calibration(made)
    nothing = 3 * len(CONCERNS) - 5
    assert found.number.tolist() == [nothing, 0, 0, 2, 0, 0, 0, 0, 1, 2]
    assert found.mean[[3, 8, 9]] == pytest.approx([0.33, 0.85, 0.975])
    assert found.share[[0, 3, 8, 9]] == pytest.approx([0, 1, 0, 1])
    assert math.isnan(found.mean[1])
    gaps = 2 * 0.67 + 0.85 + 2 * 0.025
    assert found.error == pytest.approx(gaps / (3 * len(CONCERNS)))
    assert found.error_of_given == pytest.approx((0.85 + 2 * 0.025) / 3)


def test_the_threshold_moves_only_what_no_finding_speaks_of() -> None:
    flag, sign = "red_flag_eye", {"sign_double_vision": 0.9}
    messages = [
        parsed(message("a", flag), {}, {flag: 0.5, **sign}),
        parsed(message("b", flag), {flag: 0.1}, findings=[("diplopia", "affirmed")]),
        parsed(message("c", "cause"), {}, {flag: 0.9, **sign}, findings=[("diplopia", "negated")]),
        parsed(message("d", "cause"), {}, {flag: 0.2, **sign}),
        parsed(message("e", "cause"), {}, {flag: 0.9}),
    ]
    found = analysis.sweep(messages, metrics.decisions(messages))
    at = analysis.THRESHOLDS.index
    recall, precision = found.together
    assert (recall[at(0.5)], precision[at(0.5)]) == (1.0, 1.0)
    assert (recall[at(0.51)], precision[at(0.51)]) == (0.5, 1.0)
    assert (recall[at(0.15)], precision[at(0.15)]) == (1.0, pytest.approx(2 / 3))
    assert found.working == (SURE, 0.5, 1.0)
    recall, precision = found.alone
    assert (recall[at(0.5)], precision[at(0.5)]) == (0.5, pytest.approx(1 / 3))
    assert math.isnan(precision[at(0.95)])


@given(
    st.sampled_from(RED_FLAGS),
    st.one_of(st.floats(0, 1), st.sampled_from([SURE, DENIED, LIMB])),
    st.one_of(st.floats(0, 1), st.just(HEARD)),
    st.lists(st.sampled_from(["affirmed", "negated", "hypothetical", "other_person"]), max_size=3),
)
def test_at_its_own_threshold_the_sweep_is_the_rule_that_is_served(
    flag: str, probability: float, sign: float, statuses: list[str]
) -> None:
    if not Span.has_extension("status"):
        Span.set_extension("status", default="affirmed")
    doc = Doc(Vocab(), words=["one", "two", "three"])
    code = sorted(FLAGS[flag])[0]
    doc.spans["findings"] = [Span(doc, at, at + 1, label=code) for at in range(len(statuses))]
    for span, status in zip(doc.spans["findings"], statuses, strict=True):
        span._.status = status
    label = next(label for label, codes in learned().codes.items() if FLAGS[flag] & set(codes))
    probabilities = {flag: probability, label: sign}
    served = flag in red_flags(doc, probabilities)
    given = {flag: probability} if served else {}
    one = parsed(message("a", flag), given, probabilities, findings=[(code, status) for status in statuses])
    assert served == (probability >= analysis.needed(one, flag, SURE))


def test_errors_begin_with_the_most_confident() -> None:
    found = analysis.errors(
        [
            parsed(message("right", "cause"), {"cause": 0.9}),
            parsed(message("unsure", "cause"), {"duration": 0.45}, {"cause": 0.38}),
            parsed(message("missed", "cause", "distress"), {"cause": 0.9}, {"distress": 0.02}),
            parsed(message("given", "cause"), {"cause": 0.9, "red_flag_eye": 0.8}),
            parsed(message("bare"), {"cause": 0.9}),
        ]
    )
    assert [(wrong.parsed.message.id, wrong.confidence) for wrong in found] == [
        ("missed", pytest.approx(0.98)),
        ("given", 0.8),
        ("unsure", pytest.approx(0.62)),
    ]
    assert [(wrong.right, wrong.missed, wrong.given) for wrong in found] == [
        (("cause",), ("distress",), ()),
        (("cause",), (), ("red_flag_eye",)),
        ((), ("cause",), ("duration",)),
    ]
    assert [wrong.flag for wrong in found] == [False, True, False]
    assert found[0].probability("distress") == 0.02
    assert found[0].probability("greeting") == 0.0


def test_shapes_hold_without_a_single_scored_message() -> None:
    messages = [parsed(message("bare"), {})]
    made = metrics.decisions(messages)
    assert analysis.confusion(made).cells.shape == (0, 0)
    assert math.isnan(analysis.calibration(made).error)
    assert np.isnan(analysis.sweep(messages, made).together[0]).all()
