"""Looking a rule over before anyone is told a sum by it: does it add up, does it treat worse need worse."""

from ownway.rulebook.audit.findings import Finding
from ownway.rulebook.audit.proof import adds_up, mismatches
from ownway.rulebook.audit.report import Audit, audit

__all__ = ["Audit", "Finding", "adds_up", "audit", "mismatches"]
