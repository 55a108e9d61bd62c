"""How tables write numbers: ``4,500.00`` in one country, ``4.500,00`` in another; what may be either is not guessed."""

import re
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

BLANKS = r"[\s£€$]"
"""What stands beside the digits and says nothing about them."""
THOUSANDS_BY_COMMA = r"^-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?$"
DECIMAL_COMMA = r"^-?([1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+|[1-9][0-9]{0,2}(\.[0-9]{3}){2,}|[0-9]+,[0-9]+)$"
DOUBTFUL = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"
"""A sum of pence has two places: three figures behind a point are thousands, or a slip."""


def plainly(given: str) -> str:
    """Return a number as programs write it, ``4500.00``; what is no number in either way is returned as it stands."""
    bare = re.sub(BLANKS, "", given).replace("−", "-")
    if re.match(THOUSANDS_BY_COMMA, bare):
        return bare.replace(",", "")
    if re.match(DECIMAL_COMMA, bare):
        return bare.replace(".", "").replace(",", ".")
    return bare


def column_plainly(texts: Any) -> Any:
    """Return a column of text with each number written plainly, as :func:`plainly` does."""
    bare = pc.replace_substring(pc.replace_substring_regex(texts, BLANKS, ""), "−", "-")
    if not pc.any(pc.match_substring_regex(bare, r"[,]|\..*\.")).as_py():
        return bare
    by_comma = pc.match_substring_regex(bare, THOUSANDS_BY_COMMA)
    other = pc.match_substring_regex(bare, DECIMAL_COMMA)
    english = pc.replace_substring(bare, ",", "")
    foreign = pc.replace_substring(pc.replace_substring(bare, ".", ""), ",", ".")
    return pc.if_else(by_comma, english, pc.if_else(pc.and_not(other, by_comma), foreign, bare))


def is_doubtful(given: str) -> bool:
    """Whether a sum may be thousands as well as a part of one: ``4.500``."""
    return re.match(DOUBTFUL, given) is not None


def doubtful(texts: Any) -> Any:
    """Return which sums of a column may be thousands as well as parts of one."""
    return pc.fill_null(pc.match_substring_regex(texts, DOUBTFUL), False) if len(texts) else pa.array([], pa.bool_())
