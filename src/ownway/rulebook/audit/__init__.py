"""Looking a rule over before anyone is told a sum by it: does it add up, does it treat worse need worse."""

from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.audit.proof import adds_up, mismatches
from ownway.rulebook.audit.report import QUICK, WHOLE, Audit, Effort, audit
from ownway.rulebook.audit.telling import audit_as_json, audit_in_words, finding_as_json

__all__ = [
    "QUICK",
    "WHOLE",
    "Audit",
    "Effort",
    "Finding",
    "adds_up",
    "audit",
    "audit_as_json",
    "audit_in_words",
    "finding_as_json",
    "mismatches",
]
