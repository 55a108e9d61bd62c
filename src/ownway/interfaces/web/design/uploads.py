"""A field for a file that somebody hands in: its bytes, never more than are allowed, never kept by themselves."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownway.interfaces.web.design.fields import Field


class Upload(Field):
    """One file of at most *most* MB; gives its bytes. What kind it is, is looked up in them and not in its name."""

    kind = "file"
    widget = forms.FileInput
    missing = gettext_lazy("Choose a file")

    def __init__(self, label: str = "", *, most: int, accept: str = "", **rest: Any) -> None:
        super().__init__(label, **rest)
        self.most = most
        self.accept = accept

    def to_python(self, given: Any) -> bytes | None:
        """Return the bytes.

        :raises ValidationError: when the file is empty or larger than may be.
        """
        if not isinstance(given, UploadedFile):
            return None
        if (given.size or 0) > self.most * 1024 * 1024:
            raise ValidationError(_("The file must be no larger than %(most)s MB") % {"most": self.most})
        content = given.read()
        if not content:
            raise ValidationError(_("The file is empty"))
        return bytes(content)
