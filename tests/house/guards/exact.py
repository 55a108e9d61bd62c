"""Money is whole pence and every division names its rounding: no floats where sums are made."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .source import Function, Module, dotted, product

EXACT_STOREYS = ("values", "rulebook", "registers", "steps")
# Where pence are made and moved, also a whole division must say how it rounds.
PENCE_STOREYS = ("registers", "steps")
# A field with such a word in its name is a sum of money.
SUM = {"pence", "price", "sum", "amount", "cost", "fee", "money", "rate", "total", "balance"}
EXACT = ("Fraction", "Path", "PurePath", "Traversable")
# A module without any of these holds neither a float nor a division.
WORTH_READING = re.compile(r"/|float|Float|Decimal|round\(|math\.|\d\.\d|\de-?\d")
INEXACT_CALLS = {
    "float": "makes a float",
    "round": "rounds without naming the rule",
    "math.sqrt": "leaves exact numbers", "math.log": "leaves exact numbers", "math.exp": "leaves exact numbers",
    "math.pow": "leaves exact numbers", "models.FloatField": "keeps a float", "forms.FloatField": "reads a float",
}  # fmt: skip


@dataclass
class Known:
    """The names that stand for exact numbers (or for paths, which a stroke joins)."""

    functions: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)


def says_exact(annotation: ast.AST | None) -> bool:
    """Return whether an annotation speaks of fractions or paths."""
    return annotation is not None and any(word in ast.unparse(annotation) for word in EXACT)


def learn(modules: list[Module]) -> Known:
    """Return what the annotations of the whole tree say is exact."""
    known = Known()
    for module in modules:
        for node in ast.walk(module.parsed):
            if isinstance(node, Function) and says_exact(node.returns):
                known.functions.add(node.name)
                known.attributes.add(node.name)
            if isinstance(node, ast.ClassDef):
                for line in node.body:
                    if isinstance(line, ast.AnnAssign) and says_exact(line.annotation):
                        known.attributes.add(dotted(line.target))
    return known


def is_exact(node: ast.AST, known: Known) -> bool:
    """Return whether one side of a division is sure to be exact (or a path)."""
    match node:
        case ast.Constant(value=str()) | ast.JoinedStr():
            return True
        case ast.Name(id=name):
            return name in known.names
        case ast.Attribute(attr=name):
            return name in known.attributes
        case ast.Subscript(value=inner):
            return is_exact(inner, known)
        case ast.UnaryOp(operand=inner):
            return is_exact(inner, known)
        case ast.BinOp(left=left, right=right):
            return is_exact(left, known) or is_exact(right, known)
        case ast.Call(func=func):
            name = dotted(func).rpartition(".")[2] or getattr(func, "attr", "")
            return name in known.functions or name in EXACT or (name in ("sum", "max", "min", "abs") and bool(
                node.args and is_exact(node.args[0], known)))  # fmt: skip
    return False


def local(scope: ast.AST, known: Known) -> Known:
    """Return *known* with the names that this scope declares or assigns as exact."""
    names = set(known.names)
    if isinstance(scope, Function):
        arguments = scope.args.posonlyargs + scope.args.args + scope.args.kwonlyargs
        names |= {argument.arg for argument in arguments if says_exact(argument.annotation)}
    here = Known(known.functions, known.attributes, names)
    # Twice, since a name may be assigned from one that is assigned further down.
    for _ in range(2):
        for node in ast.walk(scope):
            if isinstance(node, ast.AnnAssign) and says_exact(node.annotation):
                here.names.add(dotted(node.target))
            if isinstance(node, ast.Assign) and is_exact(node.value, here):
                here.names |= {dotted(target) for target in node.targets}
    return here


def scopes(module: Module) -> Iterator[tuple[ast.AST, list[ast.AST]]]:
    """Yield each top-level function or method with its nodes, and the rest of the module."""
    inside: set[int] = set()
    for node in ast.walk(module.parsed):
        if isinstance(node, Function) and id(node) not in inside:
            nodes = list(ast.walk(node))
            inside |= {id(below) for below in nodes}
            yield node, nodes
    yield module.parsed, [node for node in ast.walk(module.parsed) if id(node) not in inside]


def breaches(module: Module, known: Known) -> Iterator[tuple[int, str]]:
    """Yield (line, what is wrong) for one module."""
    outer = local(ast.Module([node for node in module.parsed.body if not isinstance(node, Function)], []), known)
    for scope, nodes in scopes(module):
        here = local(scope, outer)
        for node in nodes:
            match node:
                case ast.Constant(value=float()):
                    yield node.lineno, f"writes the float {node.value!r}"
                case ast.Call(func=func) if dotted(func) in INEXACT_CALLS:
                    yield node.lineno, INEXACT_CALLS[dotted(func)]
                case ast.arg(annotation=ast.Name(id="float")) | ast.AnnAssign(annotation=ast.Name(id="float")):
                    yield node.lineno, "takes a float"
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call(func=func)) if dotted(
                    func
                ) == "models.DecimalField" and SUM & set(name.split("_")):
                    yield node.lineno, f"keeps {name} in fractions of a penny"
                case ast.BinOp(op=ast.Div()) if not is_exact(node, here):
                    yield node.lineno, f"divides without a fraction: {ast.unparse(node)}"
                case ast.BinOp(op=ast.FloorDiv()) if module.storey in PENCE_STOREYS:
                    yield node.lineno, f"divides without naming the rounding: {ast.unparse(node)}"


def violations(tree: Path) -> list[str]:
    """Return each float, each division that may make one, and each rounding without a name."""
    modules = [module for module in product(tree, *EXACT_STOREYS) if not module.is_migration]
    known = learn([module for module in modules if any(word in module.text for word in EXACT)])
    modules = [module for module in modules if WORTH_READING.search(module.text)]
    return [f"{module.where}:{line} {what}" for module in modules for line, what in breaches(module, known)]
