"""Who may ask the trail for what; it stands below the register of people, so it looks at the ground of asking alone."""

from ownway.values import Asker, Basis
from ownway.values.cannot import NotAllowed


def check_may_make_key(asker: Asker) -> None:
    """Check that somebody registers a person: a human, the holder of a code, or the set-up.

    :raises NotAllowed: when the public or a token asks.
    """
    if asker.basis not in (Basis.SELF, Basis.CODE, Basis.JOB):
        raise NotAllowed("trail.not_granted", deed="trail.make_key")


def check_may_destroy_key(asker: Asker) -> None:
    """Check that a human answers for it; the register of people has asked before who they are.

    :raises NotAllowed: when a job, a token, a code or the public asks.
    """
    if not asker.is_human:
        raise NotAllowed("trail.not_granted", deed="trail.destroy_key")


def check_may_seal(asker: Asker) -> None:
    """Check that a job of sealing or an auditor asks.

    :raises NotAllowed: when anybody else does.
    """
    if not (asker.has("auditor") or (asker.basis is Basis.JOB and asker.named in ("seal", "nightly"))):
        raise NotAllowed("trail.not_granted", deed="trail.seal_batch")


def check_may_destroy_again(asker: Asker) -> None:
    """Check that a human or the set-up after a restore asks; what is destroyed was destroyed before.

    :raises NotAllowed: when anybody else does.
    """
    if not (asker.is_human or (asker.basis is Basis.JOB and asker.named == "set-up")):
        raise NotAllowed("trail.not_granted", deed="trail.destroy_again")


def check_may_export(asker: Asker) -> None:
    """Check that an auditor, or the job that hands the export out to one, asks.

    :raises NotAllowed: when anybody else does.
    """
    if not (asker.has("auditor") or (asker.basis is Basis.JOB and asker.named in ("seal", "nightly"))):
        raise NotAllowed("trail.not_granted", deed="trail.export")
