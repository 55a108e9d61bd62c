"""What a deed looks like: who asks comes first, the rest by keyword, checked, noted, in one transaction."""

import ast
from pathlib import Path

from .source import Function, Module, called, dotted, imports, product, public_functions

# A deed that cannot do what the others must, each with the reason why.
NEED_NO_CHECK: dict[str, str] = {
    "trail.note_change": "writes the line of a deed that has checked its own policy",
    "trail.note_look": "writes the line of a look, refused ones too",
}
NEED_NO_NOTE: dict[str, str] = {
    "trail.note_change": "is the line",
    "trail.note_look": "is the line",
    "spending.split_spending": "the ledger notes each split that changed, and one that changes nothing is no change",
    "spending.report_stream": "the ledger notes the report and each split that changed",
}
NEED_NO_TRANSACTION: dict[str, str] = {
    "trail.note_change": "belongs to the transaction of the deed it notes, and refuses to run outside one",
}
NEED_NO_CLOCK: dict[str, str] = {}
ASK_NOBODY: dict[str, str] = {
    "programmes.pack": "rules are open to everyone",
    "programmes.files": "rules are open to everyone",
    "programmes.in_force": "rules are open to everyone",
    "programmes.programmes": "rules are open to everyone",
    "programmes.versions": "rules are open to everyone",
    "programmes.standing": "how a version stands is open to everyone",
    "programmes.standings": "how versions stand is open to everyone, drafts too",
    "programmes.audit_of": "what an audit found is open to everyone",
    "programmes.never_looked_over": "names a version, and rules are open to everyone",
    "people.asker_for": "finds out who asks",
    "agreement.tried_on": "serves the actions of its own app, which have asked",
    "people.has_account": "tells the demonstration whether it was built before",
    "people.asker_for_token": "finds out who asks",
    "people.asker_for_party": "finds out who asks",
    "people.roles_of": "is what policies ask, for somebody else",
    "people.relations_of": "is what policies ask, for somebody else",
    "people.consented": "is what policies ask, for somebody else",
    "people.hashed": "tells nothing of anyone",
    "people.name_of": "names the parties of a thing that the asker was found to know",
    "people.names_of": "names the parties of a thing that the asker was found to know",
}


def by_app(tree: Path) -> dict[str, list[Module]]:
    """Return the modules of each app."""
    apps: dict[str, list[Module]] = {}
    for module in product(tree, "registers", "steps", "oversight"):
        if module.app and not module.is_migration:
            apps.setdefault(module.app, []).append(module)
    return apps


def reach(function: Function, inside: dict[str, Function]) -> set[str]:
    """Return the names of all that *function* calls, also by way of functions of its own app."""
    names: set[str] = set()
    waiting = [function]
    while waiting:
        for call in called(waiting.pop()):
            name = dotted(call.func).rpartition(".")[2] or getattr(call.func, "attr", "")
            if name and name not in names:
                names.add(name)
                if name in inside:
                    waiting.append(inside[name])
    return names


def shape(function: Function) -> list[str]:
    """Return what is wrong with the arguments of a deed."""
    names = [argument.arg for argument in function.args.posonlyargs + function.args.args]
    found = []
    if names[:1] != ["asker"]:
        found.append("does not take the asker first")
    if names[1:] or function.args.vararg:
        found.append("takes more than the asker by position")
    return found


def opens_transactions(function: Function) -> int:
    """Return how many transactions a function opens itself."""
    opened = [ast.unparse(decorator) for decorator in function.decorator_list]
    opened += [
        ast.unparse(item.context_expr)
        for node in ast.walk(function)
        if isinstance(node, ast.With)
        for item in node.items
    ]
    return sum("atomic" in words for words in opened)


def hands_on(function: Function, module: Module, inside: dict[str, Function]) -> bool:
    """Return whether a function leaves all it does to one other action, which then checks, notes and commits."""
    rooms = {
        (alias.asname or alias.name)
        for node in ast.walk(module.parsed)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name == "actions"
    }
    names = [dotted(call.func) for call in called(function)]
    others = [name for name in names if name.split(".")[0] in rooms and "." in name]
    own = [name for name in names if name in inside and opens_transactions(inside[name]) == 1]
    return opens_transactions(function) == 0 and len(others) + len(own) == 1


def action(function: Function, deed: str, module: Module, inside: dict[str, Function]) -> list[str]:
    """Return what is wrong with one action."""
    found = shape(function)
    handed_on = hands_on(function, module, inside)
    names = reach(function, inside)
    if deed not in NEED_NO_CLOCK and "now" not in {argument.arg for argument in function.args.kwonlyargs}:
        found.append("does not take the clock as an argument")
    if not handed_on and deed not in NEED_NO_CHECK and not any(name.startswith("check_may") for name in names):
        found.append("checks no policy")
    if not handed_on and deed not in NEED_NO_NOTE and not names & {"note_change", "note_look"}:
        found.append("leaves no line on the trail")
    if not handed_on and deed not in NEED_NO_TRANSACTION and opens_transactions(function) != 1:
        found.append(f"opens {opens_transactions(function)} transactions, not one")
    return found


def offered(module: Module, modules: list[Module]) -> list[Function]:
    """Return the deeds that a module of a room offers: where the room is a folder, those that its door names."""
    door = next((other for other in modules if other.where.endswith(f"/{module.room}/__init__.py")), None)
    named = {name.rpartition(".")[2] for _, name in imports(door.parsed)} if door else set()
    deeds = list(public_functions(module))
    return [deed for deed in deeds if deed.name in named] if named and module is not door else deeds


def violations(tree: Path) -> list[str]:
    """Return each action or query that does not look like one."""
    found = []
    for app, modules in by_app(tree).items():
        # Where two rooms use one name, the action is meant.
        inside = {
            function.name: function
            for room in ("policies", "queries", "actions")
            for module in modules
            for function in module.parsed.body
            if isinstance(function, Function) and module.room == room
        }
        for module in modules:
            for function in offered(module, modules) if module.room in ("actions", "queries") else ():
                deed = f"{app.rpartition('.')[2]}.{function.name}"
                if module.room == "actions":
                    wrong = action(function, deed, module, inside)
                else:
                    wrong = [] if deed in ASK_NOBODY else shape(function)
                found += [f"{module.where}:{function.lineno} {deed} {what}" for what in wrong]
    return found


def idle_exceptions(tree: Path) -> list[str]:
    """Return the exceptions above that no deed needs any more, so that none outlives its reason."""
    there = {
        f"{app.rpartition('.')[2]}.{function.name}"
        for app, modules in by_app(tree).items()
        for module in modules
        for function in public_functions(module)
    }
    listed = [NEED_NO_CHECK, NEED_NO_NOTE, NEED_NO_TRANSACTION, NEED_NO_CLOCK, ASK_NOBODY]
    return sorted({deed for exceptions in listed for deed in exceptions} - there)
