"""Rates, and one message at a time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.limits import InFlight, RateLimiter
from channels.problem import Problem


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_then_one_each_interval() -> None:
    clock = Clock()
    limiter = RateLimiter(per_minute=60, burst=3, clock=clock)
    for _ in range(3):
        limiter.take("a")
    with pytest.raises(Problem) as refused:
        limiter.take("a")
    assert refused.value.status == 429
    assert refused.value.headers == {"Retry-After": "1"}
    limiter.take("b")
    clock.now += 1
    limiter.take("a")
    with pytest.raises(Problem):
        limiter.take("a")


def test_waiting_as_told_is_enough() -> None:
    clock = Clock()
    limiter = RateLimiter(per_minute=7, burst=1, clock=clock)
    limiter.take("a")
    for _ in range(5):
        with pytest.raises(Problem) as refused:
            limiter.take("a")
        clock.now += int(refused.value.headers["Retry-After"])
        limiter.take("a")


def test_zero_turns_it_off() -> None:
    limiter = RateLimiter(per_minute=0, burst=1)
    for _ in range(1000):
        limiter.take("a")


@given(st.lists(st.floats(0, 5), max_size=60))
def test_no_pace_gets_more_than_burst_and_rate(pauses: list[float]) -> None:
    clock = Clock()
    limiter = RateLimiter(per_minute=60, burst=5, clock=clock)
    passed = 0
    for pause in pauses:
        clock.now += pause
        try:
            limiter.take("a")
        except Problem:
            continue
        passed += 1
    assert passed <= 5 + clock.now + 1e-6


def test_memory_is_bounded() -> None:
    limiter = RateLimiter(per_minute=60, burst=1, keep=10)
    for number in range(100):
        limiter.take(str(number))
    assert len(limiter._buckets) == 10


def test_one_message_at_a_time() -> None:
    registry = InFlight()
    with registry.hold("a"):
        registry.start("b")
        with pytest.raises(Problem) as refused:
            registry.start("a")
        assert refused.value.status == 409
    registry.start("a")
