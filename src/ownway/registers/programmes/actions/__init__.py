"""What can be done with programmes: keep versions, look them over, publish them, put them in force, end them."""

from ownway.registers.programmes.actions.keeping import end_programme, install, keep_pack, put_in_force
from ownway.registers.programmes.actions.looking_over import keep_impact, keep_validation, look_over
from ownway.registers.programmes.actions.publishing import publish
from ownway.registers.programmes.policies import CannotKeepPack, CannotPublish, CannotPutInForce

__all__ = [
    "CannotKeepPack",
    "CannotPublish",
    "CannotPutInForce",
    "end_programme",
    "install",
    "keep_impact",
    "keep_pack",
    "keep_validation",
    "look_over",
    "publish",
    "put_in_force",
]
