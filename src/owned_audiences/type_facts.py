"""Facts of interaction types that `eligible` names: `days_since_cart`, `count_purchase_90d`."""

import re
from collections.abc import Iterable, Iterator

DAYS_SINCE = re.compile(r"days_since_([a-z0-9_]+)")
IN_DAYS = re.compile(r"(count|value)_([a-z0-9_]+)_([0-9]+)d")


def as_name(text: str) -> str:
    """Write a text as a part of a name, as the package does: "Add to cart" as add_to_cart."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower())


def type_facts(eligible: str, interaction_types: Iterable[str], as_of: str) -> Iterator[str]:
    """Write the SQL of the columns that a condition names, over what was known before a date.

    Parameters
    ----------
    eligible : the condition
    interaction_types : those that there are; other names are left alone
    as_of : the date, as SQL
    """
    types = {as_name(one): one.replace("'", "''") for one in interaction_types}
    code = re.sub(r"'[^']*'", "''", eligible).lower()
    for name in sorted(set(re.findall(r"[a-z_][a-z0-9_]*", code))):
        if (found := DAYS_SINCE.fullmatch(name)) and found[1] in types:
            done = f"interaction_type = '{types[found[1]]}'"
            yield f"{as_of} - max(day) filter (where {done}) as {name}"
        elif (found := IN_DAYS.fullmatch(name)) and found[2] in types:
            done = f"interaction_type = '{types[found[2]]}' and day >= {as_of} - {found[3]}"
            summed = "interactions" if found[1] == "count" else "value"
            yield f"coalesce(sum({summed}) filter (where {done}), 0) as {name}"
