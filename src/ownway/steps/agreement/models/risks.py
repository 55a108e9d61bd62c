"""What could go wrong with a plan, talked about openly, and the panel that a serious risk is taken to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from ownway.registers.trail.models import AppendOnly, SealedText
from ownway.steps.agreement.rules.panel import HEARD_BY, LIKELY, OUTCOMES


class Said(AppendOnly):
    """What all of this shares: the person whose plan it is, who said it, and when."""

    id = models.UUIDField(primary_key=True)
    person = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey("people.Party", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Risk(Said):
    """A risk of a plan as somebody opened the talk about it: both what it may cost and what is gained (G2)."""

    version = models.ForeignKey("planning.PlanVersion", on_delete=models.PROTECT, related_name="+")
    happens = SealedText(subject="person_id")
    """What could go wrong."""
    likely = models.CharField(max_length=20)
    gained = SealedText(subject="person_id")
    """What the person gains by taking it."""
    helps = SealedText(subject="person_id", default="", blank=True)
    carried = SealedText(subject="person_id", default="", blank=True)
    """Who carries what of it."""

    class Meta:
        db_table = "agreement_risk"
        constraints = [models.CheckConstraint(condition=models.Q(likely__in=LIKELY), name="agreement_risk_likely")]
        indexes = [models.Index(fields=["version", "at"], name="agreement_risk_of")]


class RiskAnswer(Said):
    """What somebody else, or the same, said to it."""

    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="answers")
    words = SealedText(subject="person_id")

    class Meta:
        db_table = "agreement_risk_answer"


class TakenToPanel(Said):
    """That a serious risk, named in words, was taken to the panel; a plan goes there once a version."""

    version = models.OneToOneField("planning.PlanVersion", on_delete=models.PROTECT, related_name="+")
    risk = models.ForeignKey(Risk, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=80)
    words = SealedText(subject="person_id")

    class Meta:
        db_table = "agreement_panel"


class PanelCalled(Said):
    """Day, place and agenda of the panel's talk; the latest counts."""

    panel = models.ForeignKey(TakenToPanel, on_delete=models.PROTECT, related_name="called")
    day = models.DateField()
    place = SealedText(subject="person_id")
    """At what time and where, or how one joins."""
    agenda = SealedText(subject="person_id")

    class Meta:
        db_table = "agreement_panel_called"


class WishToBeHeard(Said):
    """How the person wishes to be heard by the panel; the latest counts."""

    panel = models.ForeignKey(TakenToPanel, on_delete=models.PROTECT, related_name="wishes")
    way = models.CharField(max_length=20)
    words = SealedText(subject="person_id", default="", blank=True)

    class Meta:
        db_table = "agreement_panel_wish"
        constraints = [models.CheckConstraint(condition=models.Q(way__in=HEARD_BY), name="agreement_panel_wish_way")]


class InterestDeclared(Said):
    """Whether a member of the panel has an interest in the matter; the latest counts, and who has one stays out."""

    panel = models.ForeignKey(TakenToPanel, on_delete=models.PROTECT, related_name="interests")
    has_interest = models.BooleanField()
    words = SealedText(subject="person_id", default="", blank=True)

    class Meta:
        db_table = "agreement_panel_interest"


class PanelDecided(Said):
    """What the panel decided, who sat, how the person was heard, and the minutes."""

    panel = models.OneToOneField(TakenToPanel, on_delete=models.PROTECT, related_name="decided")
    outcome = models.CharField(max_length=20)
    members = ArrayField(models.UUIDField())
    heard = SealedText(subject="person_id", default="", blank=True)
    minutes = SealedText(subject="person_id")
    decision_id = models.UUIDField()

    class Meta:
        db_table = "agreement_panel_decided"
        constraints = [
            models.CheckConstraint(condition=models.Q(outcome__in=OUTCOMES), name="agreement_panel_outcome"),
        ]
