"""The reading age of English by the formula of Flesch and Kincaid, written out here so that no network is asked.

Kincaid, Fishburne, Rogers and Chissom: Derivation of new readability formulas for Navy enlisted personnel (Research
Branch Report 8-75, 1975): grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59; the age is the grade plus
five. Syllables are counted by the groups of vowels, with the silent endings of English; words in which that goes wrong
are named.
"""

import re

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
SENTENCE = re.compile(r"[.!?:;\n]+(?:\s|$)")
PLACE = re.compile(r"%\([^)]*\)[sd]|\{[^}]*\}")
FILLED = "ten"
"""What stands for a fact that is filled in: a name, a day, a sum; it is read at a glance."""

NAMED = {
    "agreement": 3, "anyone": 3, "area": 3, "being": 2, "create": 2, "created": 3, "diary": 3, "everybody": 4,
    "everyone": 3, "everything": 3, "going": 2, "hearing": 2, "idea": 3, "ideas": 3, "doing": 2, "more": 1,
    "moved": 1, "one": 1, "ones": 1, "other": 2, "people": 2, "period": 3, "radio": 3, "real": 1, "science": 2,
    "seeing": 2, "sometimes": 2, "someone": 2, "something": 2, "statement": 2, "therefore": 2, "whole": 1,
    "wherever": 3, "whoever": 3, "voluntary": 4, "review": 2, "reviews": 2, "viewed": 1, "quiet": 2, "trial": 2,
    "client": 2, "lion": 2, "society": 4, "variety": 4, "saying": 2, "trying": 2, "buying": 2, "paying": 2,
    "employing": 3, "staying": 2, "playing": 2, "every": 2, "different": 2, "business": 2, "evening": 2, "hospital": 3,
    "password": 2, "themselves": 2, "yourselves": 2, "ourselves": 2, "lives": 1, "names": 1, "sees": 1, "poem": 2,
    "homework": 2, "safely": 2, "safety": 2, "lonely": 2, "rarely": 2, "merely": 2, "entirely": 4, "hopeful": 2,
    "careful": 2, "useful": 2, "namely": 2, "largely": 2, "lovely": 2, "bravely": 2, "timetable": 3, "timescale": 2,
    "overview": 3, "preview": 2, "carefully": 3, "agreements": 3, "somebody": 3, "somewhere": 2, "doesn’t": 2,
    "settled": 2, "colleague": 2, "colleagues": 2, "household": 2, "earlier": 3, "earliest": 3, "statements": 2,
    "maybe": 2, "hundred": 2, "beyond": 2, "destroyed": 2, "tables": 2, "example": 3, "examples": 3, "elsewhere": 2,
    "closely": 2, "centre": 2, "million": 2, "guidelines": 2, "employer": 3, "employers": 3, "copying": 3,
    "beforehand": 3, "square": 1, "suits": 1, "people’s": 2,
}  # fmt: skip


def syllables(word: str) -> int:
    """Return how many syllables an English word has."""
    word = word.casefold().replace("'", "’")
    if word in NAMED:
        return NAMED[word]
    word = word.split("’")[0]
    if word in NAMED:
        return NAMED[word]
    count = len(re.findall(r"[aeiouy]+", word))
    count += len(re.findall(r"i[ao](?!u)|[aeou]ing$|eo(?!u)|ua[lrt]|[^q]ui[tn]", word))
    count -= len(re.findall(r"[cst]i(?:a|o)|gi[ao]n", word))
    if re.search(r"[^aeiouyl]e$|[aeiouy]le$|[^aeioutd]ed$|[^aeiouyscxzgh]es$|(?<!s)(?<!c)hes$(?!.)", word):
        count -= 1
    return max(count, 1)


def age(text: str) -> float:
    """Return the age from which a text is read with ease; nothing (0) for a text without words."""
    text = PLACE.sub(FILLED, text)
    words = WORD.findall(text)
    if not words:
        return 0
    sentences = [part for part in SENTENCE.split(text) if WORD.search(part)]
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(grade, 0) + 5


def longest(text: str) -> int:
    """Return the number of words in the longest sentence of a text."""
    return max((len(WORD.findall(part)) for part in SENTENCE.split(PLACE.sub(FILLED, text))), default=0)
