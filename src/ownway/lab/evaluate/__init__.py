"""A trial from its protocol on: costs and outcomes, and how sure one may be."""

from ownway.lab.evaluate.allocation import Allotted, allot, faults_of, order_of, read_register, seal_of
from ownway.lab.evaluate.cannot import CannotEvaluate
from ownway.lab.evaluate.checklist import checklist
from ownway.lab.evaluate.evaluating import Evaluation, evaluate
from ownway.lab.evaluate.locking import Lock, amend, lock, read_lock
from ownway.lab.evaluate.made_up import EXAMPLE, made_up
from ownway.lab.evaluate.made_up_designs import example_of
from ownway.lab.evaluate.protocol import Protocol, read_protocol
from ownway.lab.evaluate.scoring import ValueSet, ghq12, ons4, read_value_set
from ownway.lab.evaluate.showing import html_of, summary, text_of
from ownway.lab.evaluate.trial import Trial, read_trial

__all__ = [
    "EXAMPLE",
    "Allotted",
    "CannotEvaluate",
    "Evaluation",
    "Lock",
    "Protocol",
    "Trial",
    "ValueSet",
    "allot",
    "amend",
    "checklist",
    "evaluate",
    "example_of",
    "faults_of",
    "ghq12",
    "html_of",
    "lock",
    "made_up",
    "ons4",
    "order_of",
    "read_lock",
    "read_protocol",
    "read_register",
    "read_trial",
    "read_value_set",
    "seal_of",
    "summary",
    "text_of",
]
