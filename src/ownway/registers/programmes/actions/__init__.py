"""What can be done with programmes: keep versions, look them over, comment, publish, put in force, withdraw, end."""

from ownway.registers.programmes.actions.commenting import answer_comment, comment
from ownway.registers.programmes.actions.keeping import end_programme, install, keep_pack, put_in_force
from ownway.registers.programmes.actions.looking_over import keep_impact, keep_validation, look_over
from ownway.registers.programmes.actions.publishing import publish
from ownway.registers.programmes.actions.waiving import waive_finding
from ownway.registers.programmes.actions.withdrawing import withdraw
from ownway.registers.programmes.policies import (
    CannotComment,
    CannotKeepPack,
    CannotPublish,
    CannotPutInForce,
    CannotWithdraw,
)

__all__ = [
    "CannotComment",
    "CannotKeepPack",
    "CannotPublish",
    "CannotPutInForce",
    "CannotWithdraw",
    "answer_comment",
    "comment",
    "end_programme",
    "install",
    "keep_impact",
    "keep_pack",
    "keep_validation",
    "look_over",
    "publish",
    "put_in_force",
    "waive_finding",
    "withdraw",
]
