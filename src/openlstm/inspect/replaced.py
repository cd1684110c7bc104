# SPDX-License-Identifier: Apache-2.0
"""The class that a module gets when its base changes: nn.LSTM below a user's own class, or ours.

A class of the user's that derives from nn.LSTM cannot stay: `isinstance(part, nn.LSTM)` would stay
true, and Dynamo refuses such modules. So the module gets the same class on top of the other base.
"""

from collections.abc import Callable
from functools import cache, update_wrapper
from types import CellType, FunctionType
from typing import Any

from torch import nn
from torch.nn.utils import parametrize

__all__ = ["class_on"]

_ORIGIN = "_openlstm_origin"


def class_on(part: nn.Module, old: type, new: type) -> type:
    """The class that `part`, whose class derives from `old`, gets on top of `new`."""
    kind: type = type(part)
    if not parametrize.is_parametrized(part):
        return _on(kind, old, new)
    # a class made by PyTorch for this one module, whose properties compute the weights; removing
    # the parametrisation goes back to that class's first base
    return _made(kind, (_on(kind.__bases__[0], old, new),), _body(kind))


@cache
def _on(kind: type, old: type, new: type) -> type:
    if kind is old:
        return new
    if not issubclass(kind, old):
        return kind
    if _ORIGIN in vars(kind):
        return vars(kind)[_ORIGIN]
    cell = CellType()  # where a bare super() looks for its class
    body = {name: _moved(value, kind, cell) for name, value in _body(kind).items()}
    body |= {_ORIGIN: kind, "__reduce_ex__": _reduce(kind, old, new)}
    made = _made(kind, tuple(_on(base, old, new) for base in kind.__bases__), body)
    cell.cell_contents = made
    return made


def _made(kind: type, bases: tuple[type, ...], body: dict[str, Any]) -> type:
    metaclass: Any = type(kind)
    return metaclass(kind.__name__, bases, body)


def _body(kind: type) -> dict[str, Any]:
    skipped = ("__dict__", "__weakref__")
    return {name: value for name, value in vars(kind).items() if name not in skipped}


def _moved(value: Any, old: type, cell: CellType) -> Any:
    """A method of the class `old` as if it had been written in the class of the cell."""
    if isinstance(value, (classmethod, staticmethod)):
        return type(value)(_moved(value.__func__, old, cell))
    if isinstance(value, property):
        get, put, drop = (_moved(one, old, cell) for one in (value.fget, value.fset, value.fdel))
        return property(get, put, drop, value.__doc__)
    if not isinstance(value, FunctionType) or "__class__" not in value.__code__.co_freevars:
        return value
    closure = tuple(cell if c.cell_contents is old else c for c in value.__closure__ or ())
    code, defaults = value.__code__, value.__defaults__
    copy = FunctionType(code, value.__globals__, value.__name__, defaults, closure)
    copy.__kwdefaults__ = value.__kwdefaults__
    return update_wrapper(copy, value)


def _reduce(origin: type, old: type, new: type) -> Callable[[Any, Any], tuple[Any, ...]]:
    def reduce_ex(self: Any, protocol: Any) -> tuple[Any, ...]:
        # pickle finds a class by its name, and under that name finds the origin
        state = object.__reduce_ex__(self, protocol)[2:]
        return _revived, (origin, old, new), *state

    return reduce_ex


def _revived(origin: type, old: type, new: type) -> Any:
    kind: Any = _on(origin, old, new)
    return kind.__new__(kind)
