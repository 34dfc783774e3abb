"""Every action of the bot, as `rasa_sdk` finds them."""

from actions.answering import ActionAnswer, ActionSmalltalk
from actions.checking import ActionDisposition, ValidateTriageForm, ask_actions
from actions.control import (
    ActionExplainQuestion,
    ActionForgetMe,
    ActionGoBack,
    ActionStartOver,
    ActionStop,
    ActionSummary,
)

__all__ = [
    "ActionAnswer",
    "ActionDisposition",
    "ActionExplainQuestion",
    "ActionForgetMe",
    "ActionGoBack",
    "ActionSmalltalk",
    "ActionStartOver",
    "ActionStop",
    "ActionSummary",
    "ValidateTriageForm",
    "ask_actions",
]
