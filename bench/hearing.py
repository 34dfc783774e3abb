"""Messages put through the trained understanding, once each, with what the model thought of every label."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from bench.messages import BadInput, Message


class Heard(Protocol):
    probabilities: Mapping[str, float]


class Model(Protocol):
    def hear(self, doc: Any) -> Heard:
        """The probability, 0 to 1, of every label."""
        ...


class Understanding(Protocol):
    """What `nlu.local.load()` gives."""

    nlp: Any
    concerns: Any  # a Model

    def understand(self, text: str) -> Mapping[str, Any]:
        """The object of the contract's section 2."""
        ...


@dataclass(frozen=True)
class Parsed:
    """A message, what was understood of it, and the probability of every label."""

    message: Message
    understood: Mapping[str, Any]
    probabilities: Mapping[str, float]

    @property
    def got(self) -> frozenset[str]:
        """The concerns that were understood."""
        return frozenset(concern["name"] for concern in self.understood["concerns"])


def load() -> Understanding:
    """The trained understanding. Raises BadInput, with what to do, when there is none or it does not fit the code."""
    from nlu.local import load as load_local

    try:
        return load_local()
    except FileNotFoundError as error:
        words = str(error)
        raise BadInput(words if "make train" in words else f"the trained model is missing ({words}): run `make train`") from None
    except Exception as error:
        raise BadInput(f"the trained model cannot be loaded ({type(error).__name__}: {error}): run `make train`") from error


@contextmanager
def told(what: str) -> Iterator[None]:
    """Turn whatever an understanding raises into a BadInput that says on what."""
    try:
        yield
    except Exception as error:
        raise BadInput(f"{what} broke the understanding ({type(error).__name__}: {error})") from error


def parse(nlu: Understanding, messages: Iterable[Message], tick: Callable[[], object] = lambda: None) -> list[Parsed]:
    """Each message understood, in order; `tick` is called after each. Raises BadInput, with the message's id, if one breaks."""
    parsed = []
    for message in messages:
        with told(f"message {message.id}"):
            understood = nlu.understand(message.text)
            heard: Heard = nlu.concerns.hear(nlu.nlp(message.text))
        parsed.append(Parsed(message, understood, heard.probabilities))
        tick()
    return parsed
