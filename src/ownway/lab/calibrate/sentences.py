"""What a person is told of the factor that fits all sums to the pot, in every language that packs are written in."""

from collections.abc import Mapping

Said = tuple[str, str]
"""A sentence, and its Easy Read twin."""

SENTENCES: Mapping[str, Mapping[str, Said]] = {
    "en": {
        "factor": ("The money there is allows {value} of each sum.", "This year each sum counts {value} times."),
        "sum": ("So that the money lasts for everyone, your sum is {value}.", "So your sum is {value}."),
    },
    "cy": {
        "factor": (
            "Mae’r arian sydd ar gael yn caniatáu {value} o bob swm.",
            "Eleni mae pob swm yn cyfrif {value} gwaith.",
        ),
        "sum": ("Er mwyn i’r arian bara i bawb, eich swm chi yw {value}.", "Felly eich swm chi yw {value}."),
    },
    "de": {
        "factor": (
            "Das vorhandene Geld reicht für das {value}-fache jeder Summe.",
            "In diesem Jahr zählt jede Summe {value}-mal.",
        ),
        "sum": ("Damit das Geld für alle reicht, beträgt Ihre Summe {value}.", "Ihre Summe ist also {value}."),
    },
    "es": {
        "factor": (
            "El dinero disponible permite {value} de cada suma.",
            "Este año cada suma cuenta {value} veces.",
        ),
        "sum": ("Para que el dinero alcance para todos, su suma es {value}.", "Por eso su suma es {value}."),
    },
    "fr": {
        "factor": (
            "L’argent disponible permet {value} de chaque somme.",
            "Cette année, chaque somme compte {value} fois.",
        ),
        "sum": ("Pour que l’argent suffise à tous, votre somme est de {value}.", "Votre somme est donc de {value}."),
    },
    "nl": {
        "factor": (
            "Het beschikbare geld laat {value} van elk bedrag toe.",
            "Dit jaar telt elk bedrag {value} keer.",
        ),
        "sum": ("Zodat het geld voor iedereen volstaat, is uw bedrag {value}.", "Uw bedrag is dus {value}."),
    },
}
