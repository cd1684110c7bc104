# SPDX-License-Identifier: Apache-2.0
"""Settings as command-line options: each field of a settings class is an option and a key of YAML.

The command line hands all values over as text and pydantic reads them, so a value is checked once
and in the same way wherever it comes from.
"""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import typer
from pydantic.fields import FieldInfo

from openlstm.errors import InputError
from openlstm.training.folder import read_yaml
from openlstm.training.settings import AnySettings, Settings, checked, settings_yaml

__all__ = ["add_command", "add_default"]

METAVARS = {int: "INTEGER", float: "NUMBER", Path: "PATH", str: "TEXT"}
CONFIG = typer.Option(
    "--config", metavar="PATH", help="YAML file with these options as keys; options win over it"
)
PRINT_CONFIG = typer.Option("--print-config", help="Print all options as YAML and stop")


def add_command(
    app: typer.Typer, name: str, kind: type[AnySettings], action: Callable[[AnySettings], None]
) -> None:
    """Make `action` the command `name` of `app`, with the fields of `kind` as its options."""
    app.command(name, help=inspect.getdoc(action))(_command(kind, action))


def add_default(
    group: typer.Typer, kind: type[AnySettings], action: Callable[[AnySettings], None]
) -> None:
    """Make `action` what the group itself does, where none of its commands is named."""
    command = _command(kind, action)

    def alone(context: typer.Context, **given: Any) -> None:
        if context.invoked_subcommand is None:
            command(**given)
        elif any(value not in (None, [], False) for value in given.values()):
            raise InputError(f"options of {context.invoked_subcommand} must stand behind its name.")

    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    _set_signature(alone, [context, *inspect.signature(command).parameters.values()])
    group.callback(invoke_without_command=True, help=inspect.getdoc(action))(alone)


def _command(kind: type[AnySettings], action: Callable[[AnySettings], None]) -> Callable[..., None]:
    """`action` as a function of words, which typer reads the options from."""

    def command(config: Path | None, print_config: bool, **given: Any) -> None:
        values = {name: value for name, value in given.items() if value not in (None, [])}
        values = {**(_read_config(config) if config else {}), **values}
        if print_config:
            print(settings_yaml(checked(kind, {**_placeholders(kind), **values})), end="")
        else:
            action(checked(kind, values))

    fixed = [
        _parameter("config", Path | None, CONFIG, None),
        _parameter("print_config", bool, PRINT_CONFIG, False),
    ]
    fields = [_field_parameter(kind, name) for name in kind.model_fields]
    _set_signature(command, [*fields, *fixed])
    return command


def _set_signature(function: Callable[..., None], parameters: list[inspect.Parameter]) -> None:
    """Give it the parameters that typer is to see."""
    function.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    function.__annotations__ = {each.name: each.annotation for each in parameters}


def _field_parameter(kind: type[Settings], name: str) -> inspect.Parameter:
    field, flag = kind.model_fields[name], f"--{name.replace('_', '-')}"
    inner, several = _inner_type(field), get_origin(field.annotation) is list
    if _placeholder(field):
        about: Any = typer.Argument(metavar=_placeholder(field), help=field.description)
        return _parameter(name, list[str] | None if several else str | None, about, None)
    if field.default is True:
        flag += f"/--no-{flag.removeprefix('--')}"
    about = typer.Option(
        flag, metavar=METAVARS.get(inner), help=_help(field), rich_help_panel=_panel(kind, name)
    )
    return _parameter(name, bool | None if inner is bool else str | None, about, None)


def _parameter(name: str, kind: Any, about: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[kind, about]
    )


def _inner_type(field: FieldInfo) -> Any:
    """int for int, for int | None and for list[int]."""
    return next(iter(get_args(field.annotation)), field.annotation)


def _help(field: FieldInfo) -> str:
    unset = field.is_required() or field.default is None or field.default is False
    return f"{field.description}" + ("" if unset else f" (default: {field.default!s})")


def _panel(kind: type[Settings], name: str) -> str | None:
    """The heading of the class that brings the field."""
    classes = (base for base in kind.__mro__ if issubclass(base, Settings))
    return next(base.panel for base in classes if name in inspect.get_annotations(base))


def _placeholder(field: FieldInfo) -> str | None:
    """What stands for the value in the usage line; only arguments have one."""
    extra = field.json_schema_extra
    return str(extra["argument"]) if isinstance(extra, dict) else None


def _placeholders(kind: type[Settings]) -> dict[str, Any]:
    """Words for arguments, examples for what must be told: so --print-config can leave them out."""
    words = {
        name: [_placeholder(field)] if field.annotation == list[Path] else _placeholder(field)
        for name, field in kind.model_fields.items()
        if _placeholder(field) and field.is_required()
    }
    examples = {
        name: field.examples[0]
        for name, field in kind.model_fields.items()
        if field.is_required() and field.examples
    }
    return {**words, **examples}


def _read_config(path: Path) -> dict[str, Any]:
    try:
        return read_yaml(path)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}; check the name.") from None
