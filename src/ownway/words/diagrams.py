"""Draws a table of states as a diagram and a list, so that the manual shows what the rules hold."""

from collections.abc import Mapping


def of_states(title: str, moves: Mapping[str, Mapping[str, str]], meanings: Mapping[str, str]) -> str:
    """Return a page of Markdown: what each state means, and a Mermaid diagram of the deeds that lead on from it.

    *moves* is state → deed → next state; the first state is where things begin; a state without deeds is an end.
    """
    begin = next(iter(moves))
    states = [f"| {state} | {meanings[state]} |" for state in moves]
    lines = [f"    [*] --> {begin}"]
    for state, deeds in moves.items():
        lines += [f"    {state} --> {after}: {deed}" for deed, after in deeds.items()]
        if not deeds:
            lines.append(f"    {state} --> [*]")
    head = [f"# {title}", "", "Made from the table in the code; do not edit by hand.", ""]
    table = ["| state | meaning |", "|---|---|", *states, ""]
    return "\n".join([*head, *table, "```mermaid", "stateDiagram-v2", *lines, "```", ""])
