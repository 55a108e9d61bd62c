"""Says what a line of "who looked at my file" was about, in the words by which the file itself is read."""

from django.utils.translation import gettext as _


def what_of(deed: str) -> str:
    """Return what of a file a deed reads or changes; "" where nothing of the file has that name."""
    return _special().get(deed) or _by_step().get(deed.partition(".")[0], "")


def _by_step() -> dict[str, str]:
    return {
        "agreement": _("Agreements"),
        "allocation": _("Self-assessments, with every answer"),
        "control": _("How the money is held"),
        "decisions": _("Decisions"),
        "letters": _("Letters"),
        "money": _("The account"),
        "outcomes": _("How life is going"),
        "people": _("Who stands beside, and who works with them"),
        "planning": _("Versions of the plan"),
        "programmes": _("The rules"),
        "review": _("Reviews"),
        "spending": _("The account"),
        "stories": _("Stories of what others did"),
        "trail": _("Keeping the file safe"),
    }


def _special() -> dict[str, str]:
    """Return what deeds are about that the name of their step does not tell."""
    names, sums = _("Name, language and how to tell things"), _("Sums that were told, with the reasons")
    reached, allowed = _("Address, phone and email"), _("What others were allowed")
    paid, visits = _("Bank details"), _("Visits")
    signing, typed = _("Signing in"), _("What was typed and not sent")
    return {
        "allocation.agree_figure": sums,
        "allocation.challenge": sums,
        "allocation.hand_in": sums,
        "allocation.move_figure": sums,
        "allocation.see_figure": sums,
        "allocation.tell_budget": sums,
        "decisions.start_clock": _("What is awaited"),
        "decisions.stop_clock": _("What is awaited"),
        "people.answer_once": typed,
        "people.close_account": signing,
        "people.confirm_payment_details": paid,
        "people.end_token": signing,
        "people.forget_typed": typed,
        "people.give_consent": allowed,
        "people.keep_payment_details": paid,
        "people.keep_typed": typed,
        "people.know": names,
        "people.find": names,
        "people.let_beside_sign_in": signing,
        "people.looks_at": _("Looks and changes"),
        "people.make_account": signing,
        "people.make_token": signing,
        "people.note_visit": visits,
        "people.record_capacity": _("Deciding for oneself"),
        "people.register_person": names,
        "people.rename": names,
        "people.see": names,
        "people.see_capacity": _("Deciding for oneself"),
        "people.see_contact": reached,
        "people.see_payment_details": paid,
        "people.see_tokens": signing,
        "people.see_visits": visits,
        "people.set_communication": names,
        "people.set_contact": reached,
        "people.withdraw_consent": allowed,
        "review.copy_file": _("A copy of the whole file"),
    }
