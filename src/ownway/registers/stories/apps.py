"""Tells Django of this app."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    """What people did with their budgets, shared with their consent."""

    name = "ownway.registers.stories"
    label = "stories"
    default_auto_field = "django.db.models.BigAutoField"
    append_only = (
        "stories_story",
        "stories_storyagreed",
        "stories_storyshown",
        "stories_storysentback",
        "stories_storytakenback",
        "stories_storyrelease",
        "stories_area",
    )
