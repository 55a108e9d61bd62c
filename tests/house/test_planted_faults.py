"""Plants one fault at a time in a copy of the tree, and demands that the right guard names it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from .guards import (
    access,
    arrows,
    circles,
    clock,
    deeds,
    dependencies,
    documents,
    doors,
    exact,
    honesty,
    keeping,
    names,
    places,
    plan,
    reading,
    reasons,
    relations,
    requirements,
    routes,
    sentences,
    signals,
    sizes,
    templates,
)

TREE = Path(__file__).parents[2]
SRC = "src/ownway"
SENTENCE = '"""A fault planted to see whether its guard sees it."""\n'


def room(app: str, name: str) -> Callable[[Path], Path]:
    """Return how to find the file in which a room of an app can be added to, folder or not."""
    return lambda tree: (
        tree / SRC / app / name / "__init__.py"
        if (tree / SRC / app / name).is_dir()
        else tree / SRC / app / f"{name}.py"
    )


@dataclass(frozen=True)
class Fault:
    """A fault: what it is, which guard must see it, the file it is put in, what is put there, and what must be told.

    It is put behind the words *after*, or at the end; a *bare* one is all that its file holds.
    """

    what: str
    guard: ModuleType
    where: str | Callable[[Path], Path]
    text: str
    told: str
    after: str = ""
    bare: bool = False

    @contextmanager
    def planted(self, tree: Path) -> Iterator[None]:
        """Add the fault to its file, which is made where it is missing; afterwards leave the tree as it was."""
        place = tree / self.where if isinstance(self.where, str) else self.where(tree)
        missing = [folder for folder in place.parents if not folder.exists()]
        place.parent.mkdir(parents=True, exist_ok=True)
        kept = place.read_text(encoding="utf-8") if place.exists() else None
        before = kept if kept is not None else SENTENCE if place.suffix == ".py" and not self.bare else ""
        head, behind, tail = before.partition(self.after) if self.after else (before, "", "")
        place.write_text(head + behind + self.text + tail, encoding="utf-8")
        yield
        if kept is None:
            place.unlink()
        else:
            place.write_text(kept, encoding="utf-8")
        for folder in missing:
            shutil.rmtree(folder)


ACTION = """

def plant_tree(asker, *, now, tree):
    \"\"\"Plant a tree.\"\"\"
    with transaction.atomic():
        {body}
"""
PUBLIC_ROUTE = """
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

urlpatterns.append(path("planted/", login_not_required(lambda request: HttpResponse("")), name="planted"))
"""
POINTS_UP = """
from django.db import models

class Seed(models.Model):
    \"\"\"A row that points to a step from below it.\"\"\"

    figure = models.ForeignKey("allocation.Figure", on_delete=models.PROTECT)
"""
KEPT_FOR_EVER = """
class Ring(AppendOnly):
    \"\"\"One ring of a tree.\"\"\"
"""

FAULTS = [
    Fault("a step that imports a later one", arrows, f"{SRC}/steps/planning/__init__.py",
          "import ownway.steps.review.apps\n", "A later step may know an earlier one"),
    Fault("a register that imports a step", arrows, f"{SRC}/registers/letters/__init__.py",
          "import ownway.steps.planning.apps\n", "Nine storeys; arrows point down"),
    Fault("people that know of decisions", arrows, f"{SRC}/registers/people/__init__.py",
          "import ownway.registers.decisions.apps\n", "Registers stand on people"),
    Fault("a report that knows who wrote it", arrows, f"{SRC}/lab/reports/__init__.py",
          "import ownway.lab.simulate\n", "The rooms of the lab stand on each other"),
    Fault("Django in values", arrows, f"{SRC}/values/seed.py", "import django\n", "know no Django"),
    Fault("a page that imports a model", arrows, f"{SRC}/interfaces/web/design/seed.py",
          "from ownway.registers.people import models\n", "never touch a model"),
    Fault("an API that imports a page", arrows, f"{SRC}/interfaces/api/seed.py",
          "import ownway.interfaces.web\n", "do not know each other"),
    Fault("two files that need each other, one of them for its types alone", circles, f"{SRC}/values/rounding.py",
          "if TYPE_CHECKING:\n    from ownway.values import Money\n", "ownway.values.money"),
    Fault("a page that reaches a table round the back", doors, f"{SRC}/interfaces/web/design/seed.py",
          "from django.apps import apps\nROWS = apps.get_model('people', 'Party').objects\n", "seed.py:3 reaches past"),
    Fault("a relation as a string that points upward", relations, room("registers/people", "models"),
          POINTS_UP, "a table of people points to allocation"),
    Fault("a folder that is not in the plan", plan, f"{SRC}/services/__init__.py", "", "services is a folder"),
    Fault("modules that no contract reads", plan, f"{SRC}/words/trees/seed.py", "", "has no __init__.py"),
    Fault("a sixth room", plan, f"{SRC}/steps/planning/presenters.py", "", "presenters.py is no room"),
    Fault("a file of 401 lines", sizes, f"{SRC}/values/seed.py", "\n" * 400, "seed.py has 401 lines"),
    Fault("a function of 61 lines", sizes, f"{SRC}/values/seed.py",
          "def grow() -> None:\n" + "    print()\n" * 60, "grow has 61 lines"),
    Fault("six arguments by position", sizes, f"{SRC}/values/seed.py",
          "def grow(a, b, c, d, e, f): ...\n", "grow takes 6 arguments"),
    Fault("a module without a sentence", sentences, f"{SRC}/values/seed.py",
          "SEEDS = 1\n", "seed.py does not open with a sentence", bare=True),
    Fault("a module that opens with another's sentence", sentences, f"{SRC}/values/seed.py",
          "", f"seed.py opens with the sentence of {SRC}/rulebook/seed.py"),
    Fault("a place to put things", names, f"{SRC}/words/utils.py", "", "is called utils.py"),
    Fault("a float in money", exact, f"{SRC}/registers/money/rules/seed.py",
          "HALF = 0.5\n", "seed.py:2 writes the float 0.5"),
    Fault("a division that makes a float", exact, f"{SRC}/registers/money/rules/seed.py",
          "def half(pence: int) -> int:\n    return int(pence / 2)\n", "seed.py:3 divides without a fraction"),
    Fault("a division that rounds without saying how", exact, f"{SRC}/steps/agreement/rules/seed.py",
          "def half(pence: int) -> int:\n    return pence // 2\n", "seed.py:3 divides without naming the rounding"),
    Fault("a sum kept in fractions of a penny", exact, room("steps/review", "models"),
          "\n\nclass Leaf:\n    price = models.DecimalField()\n", "keeps price in fractions of a penny"),
    Fault("an action that reads the clock", clock, room("steps/review", "actions"),
          "\nWHEN = datetime.now()\n", "reads the clock with datetime.now"),
    Fault("a field that reads the clock", clock, room("steps/review", "models"),
          "\nON = models.DateField(auto_now_add=True)\n", "lets a field read the clock"),
    Fault("a statement that reads the database's clock", clock, room("steps/review", "queries"),
          "\nSQL = 'SELECT now()'\n", "reads the database's clock"),
    Fault("a signal", signals, f"{SRC}/registers/letters/__init__.py",
          "from django.db.models.signals import post_save\n", "uses a signal"),
    Fault("an action that checks no policy", deeds, room("steps/review", "actions"),
          ACTION.format(body="note_change(asker, now=now)"), "review.plant_tree checks no policy"),
    Fault("an action that leaves no line on the trail", deeds, room("steps/review", "actions"),
          ACTION.format(body="check_may(asker, now=now)"), "review.plant_tree leaves no line on the trail"),
    Fault("an action without a transaction", deeds, room("steps/review", "actions"),
          "\n\ndef plant_tree(asker, *, now):\n    '''Plant.'''\n    check_may(asker)\n    note_change(asker)\n",
          "review.plant_tree opens 0 transactions"),
    Fault("a deed that the policy table does not know", access, room("steps/review", "policies"),
          "\n\nMAY = may(asker, 'review.plant_tree')\n", "asks for review.plant_tree"),
    Fault("a grant that nothing asks for", access, f"{SRC}/registers/people/rules/access/seed.py",
          "GRANTS = {'seed.sow': None}\n", "grants seed.sow"),
    Fault("a query that nobody asks", deeds, room("steps/review", "queries"),
          "\n\ndef trees(person):\n    '''Return trees.'''\n", "review.trees does not take the asker first"),
    Fault("an UPDATE of an append-only table", keeping, room("steps/review", "models"),
          KEPT_FOR_EVER + "\nRing.objects.filter(year=1).update(year=2)\n", "changes rows of Ring"),
    Fault("free text kept in the open", keeping, room("steps/review", "models"),
          "\n\nclass Leaf(Model):\n    words = models.TextField()\n", "review.Leaf.words keeps text in the open"),
    Fault("a dependency without a reason", dependencies, "pyproject.toml",
          '    "left-pad>=1",\n', "left-pad>=1 has no reason", after="dependencies = [\n"),
    Fault("an import of a peer that only make bench needs", dependencies, f"{SRC}/words/seed.py",
          "import polars\n", "imports polars, which pyproject.toml does not declare"),
    Fault("an import that is not declared", dependencies, f"{SRC}/words/seed.py",
          "import left_pad\n", "imports left_pad"),
    Fault("a reason without a sentence", reasons, f"{SRC}/steps/review/rules/seed.py",
          "WHY = Reason('review.tree_too_tall')\n", "review.tree_too_tall, which has no sentence"),
    Fault("an inline script", templates, f"{SRC}/interfaces/web/templates/seed.html",
          "<script>grow()</script>\n", "holds an inline script"),
    Fault("words that cannot be translated", templates, f"{SRC}/interfaces/web/templates/seed.html",
          "<p>{% trans %}Oak{% endtrans %} and ash</p>\n", "cannot be translated: and ash"),
    Fault("a page that is hard to read", reading, f"{SRC}/interfaces/web/templates/seed.html",
          "{{ _('" + "Authorities occasionally reconsider " * 4 + "') }}\n", "asks for the reading of someone aged"),
    Fault("a page without Easy Read", reading, f"{SRC}/interfaces/web/templates/planning/seed.html",
          "{{ _('" + "You may go on and on and on. " * 2 + "Nobody stops you if you go on and on and on and on.') }}\n",
          "has no Easy Read of: You may go on"),
    Fault("Easy Read of what nobody says", reading, f"{SRC}/words/easy_read/seed.yaml",
          "A tree is tall.: A tree.\n", "says again what no page says: A tree is tall."),
    Fault("a requirement that does not exist", requirements, "tests/unit/test_seed.py",
          "import pytest\n\n@pytest.mark.req('A99')\ndef test_it():\n    assert TREES\n", "A99, which does not exist"),
    Fault("a test that looks away", honesty, "tests/unit/test_seed.py",
          "import pytest\n\n@pytest.mark.skip\ndef test_it():\n    assert TREES\n", "looks away: pytest.mark.skip"),
    Fault("a test that cannot fail", honesty, "tests/unit/test_seed.py",
          "def test_it():\n    grow()\n", "test_it demands nothing"),
    Fault("a link that leads nowhere", documents, "docs/tutorials/seed.md", "[a tree](tree.md)\n", "links to tree.md"),
    Fault("a command that does not exist", documents, "docs/tutorials/seed.md", "Type `make trees`.\n", "make trees"),
    Fault("a folder of one machine", places, "docs/tutorials/seed.md", f"See /{'home'}/ada/notes.\n", "one machine"),
    Fault("a public route that is not listed", routes, f"{SRC}/config/urls.py", PUBLIC_ROUTE,
          "/planted/ (planted) lets anybody in"),
]  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the parts of the tree that guards read, with one true sentence to repeat."""
    copy = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("__pycache__", "built", "*.pyc", "*.mo", "*.egg-info")
    for part in ("src", "tests"):
        shutil.copytree(TREE / part, copy / part, ignore=ignored)
    for part in (".importlinter", "pyproject.toml"):
        shutil.copy(TREE / part, copy / part)
    (copy / SRC / "rulebook/seed.py").write_text(SENTENCE, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def found_before(copy: Path) -> Callable[[ModuleType], list[str]]:
    """What a guard finds in the copy with nothing planted, asked once a guard."""
    return cache(lambda guard: guard.violations(copy))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.what)
def test_a_planted_fault_is_named(fault: Fault, copy: Path, found_before: Callable[[ModuleType], list[str]]) -> None:
    """The guard names the fault, and did not before it was planted."""
    before = found_before(fault.guard)
    with fault.planted(copy):
        found = sorted(set(fault.guard.violations(copy)) - set(before))
    assert any(fault.told in line for line in found), f"{fault.what} was not named; the guard said {found}"
