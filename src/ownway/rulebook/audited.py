"""What the audit of each version found, kept by this process once it is known; it is never worked out in a request."""

from threading import Lock, Thread

from ownway.rulebook.audit import Audit, audit
from ownway.rulebook.model import Pack

_found: dict[str, Audit] = {}
_begun: set[str] = set()
_turn = Lock()
_at_work = Lock()


def known(pack: Pack, *, begin: bool) -> Audit | None:
    """Return the audit of a version, or nothing while it is not known yet; with *begin* that is worked out beside."""
    found = _found.get(pack.version)
    if found is None and begin:
        with _turn:
            new = pack.version not in _begun
            _begun.add(pack.version)
        if new:
            Thread(target=work_out, args=(pack,), name=f"audit {pack.id}", daemon=True).start()
    return found


def work_out(pack: Pack) -> Audit:
    """Audit a version and keep what was found; one at a time, so that the server goes on answering."""
    with _at_work:
        if pack.version not in _found:
            _found[pack.version] = audit(pack)
        return _found[pack.version]
