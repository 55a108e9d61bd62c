"""Forms on paper: each has a number, which opens nothing, and which stays with what was keyed in from it."""

from django.db import models

from ownway.registers.trail.models import AppendOnly
from ownway.steps.allocation.rules.paper import PAPERS


class PaperForm(AppendOnly):
    """One form as it was printed for somebody, blank."""

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20)
    """What is on it: the self-assessment, or the plan."""
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    programme = models.CharField(max_length=80)
    pack_version = models.CharField(max_length=80)
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table."""

        db_table = "allocation_paper_form"
        constraints = (models.CheckConstraint(condition=models.Q(kind__in=PAPERS), name="allocation_paper_kind"),)


class PaperKeyed(AppendOnly):
    """That a form came back and was keyed in: by whom, and into which self-assessment or plan."""

    id = models.UUIDField(primary_key=True)
    form = models.ForeignKey(PaperForm, on_delete=models.PROTECT, related_name="keyed")
    thing_id = models.UUIDField()
    """The self-assessment or the plan."""
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Its table and what the database itself holds to."""

        db_table = "allocation_paper_keyed"
        constraints = (models.UniqueConstraint(fields=["form", "thing_id"], name="allocation_paper_once"),)
