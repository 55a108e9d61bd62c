"""Chooses the user of the machine that runs PostgreSQL, which refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass

NAME = "ownway"


@dataclass(frozen=True, slots=True)
class RunsAs:
    """A user of the machine by number; nobody in particular when we are not root and run things as ourselves."""

    user: int | None = None
    group: int | None = None

    def run(self, command: list[str], **more: object) -> subprocess.CompletedProcess[str]:
        """Runs *command* as this user, with what it says kept as text; bounded at two minutes."""
        if self.user is not None:
            more |= {"user": self.user, "group": self.group, "extra_groups": []}
        return subprocess.run(command, text=True, timeout=120, stdin=subprocess.DEVNULL, **more)  # type: ignore[call-overload]

    def own(self, path: str | os.PathLike[str]) -> None:
        """Gives *path* to this user."""
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def choose() -> RunsAs:
    """Ourselves; or, as root, the system user ``ownway``, added when missing, else ``nobody``."""
    if os.name != "posix" or os.geteuid() != 0:
        return RunsAs()
    for name in (NAME, "nobody"):
        if name == NAME and not known(name):
            add(name)
        if known(name):
            entry = pwd.getpwnam(name)
            return RunsAs(entry.pw_uid, entry.pw_gid)
    raise RuntimeError("PostgreSQL does not run as root, and this machine has no other user. Add a user and use it.")


def known(name: str) -> bool:
    """Whether the machine has a user of this name."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def add(name: str) -> None:
    """Adds a system user that cannot sign in; says nothing when the machine does not let us."""
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name]
    elif shutil.which("adduser"):
        command = ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", name]
    else:
        return
    subprocess.run(command, capture_output=True, timeout=60, stdin=subprocess.DEVNULL)
