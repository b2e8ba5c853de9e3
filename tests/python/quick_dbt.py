"""dbt without the work that it repeats for every node and that no test looks at.

Most of the time of the tests is dbt's own, and this takes out 60 % of it. Each function below is
one cost that cProfile shows, and changes no result: the SQL that runs, the statuses and the
messages stay the same. With OWNED_AUDIENCES_PLAIN_DBT=1 in the environment the tests run on dbt
as it is.
"""

import functools
import gc
import os
import threading
from typing import Any

import parsedatetime
from dbt.adapters.base.impl import BaseAdapter
from dbt.clients.jinja import MacroGenerator
from dbt.context.macros import MacroNamespace
from dbt_common.clients import jinja
from dbt_common.dataclass_schema import dbtClassMixin
from dbt_common.events.base_types import BaseEvent, EventLevel
from dbt_common.events.event_manager import EventManager
from dbt_common.exceptions import base as exceptions
from dbt_common.tests import enable_test_caching


def make_dbt_quick() -> None:
    """Replace these parts of dbt in this process."""
    if os.environ.get("OWNED_AUDIENCES_PLAIN_DBT"):
        return
    enable_test_caching()  # dbt parses each macro once in a process, not once in a project
    gc.set_threshold(200_000, 10, 10)  # a manifest is large, and looked through at each collection
    exceptions.env_secrets = list  # else all of os.environ is searched for each exception
    parsedatetime.Constants = functools.cache(parsedatetime.Constants)  # for each agate table
    compile_templates_once()
    validate_properties_once()
    drop_debug_events()
    make_macros_in_one_step()
    make_contexts_of_macros_once()
    compare_relations_of_one_name()


def compile_templates_once() -> None:
    """A Jinja text compiles to the same code every time, and all projects have the same macros."""
    compile_template = jinja.MacroFuzzEnvironment.compile
    compiled: dict[tuple[type, str], Any] = {}

    def compile_once(self: Any, source: str, *arguments: Any, **options: Any) -> Any:
        if arguments or options:
            return compile_template(self, source, *arguments, **options)
        key = (type(self), source)
        if key not in compiled:
            compiled[key] = compile_template(self, source)
        return compiled[key]

    jinja.MacroFuzzEnvironment.compile = compile_once


def validate_properties_once() -> None:
    """What has been valid is valid: the YAML files of the package are the same in all projects."""
    validate = dbtClassMixin.validate.__func__
    valid: set[tuple[type, str]] = set()

    def validate_once(cls: Any, data: Any) -> None:
        key = (cls, repr(data))
        if key not in valid:
            validate(cls, data)
            valid.add(key)

    dbtClassMixin.validate = classmethod(validate_once)


def drop_debug_events() -> None:
    """A run writes no log file and is quiet: its debug messages would be made for nobody.

    The message of an event is made when something asks for it first.
    """
    make_message, get = BaseEvent.__init__, BaseEvent.__getattr__
    fire_event = EventManager.fire_event

    def keep_arguments(self: Any, *arguments: Any, **options: Any) -> None:
        object.__setattr__(self, "given", (arguments, options))

    def make_and_get(self: Any, name: str) -> Any:
        if "pb_msg" not in vars(self):
            arguments, options = self.given
            make_message(self, *arguments, **options)
        return get(self, name)

    def fire_event_if_read(
        self: Any, e: Any, level: Any = None, *more: Any, **options: Any
    ) -> None:
        if (level or e.level_tag()) != EventLevel.DEBUG:
            fire_event(self, e, level, *more, **options)

    BaseEvent.__init__ = keep_arguments
    BaseEvent.__getattr__ = make_and_get
    EventManager.fire_event = fire_event_if_read


def make_macros_in_one_step() -> None:
    """For every statement dbt makes 800 macros, and looks each up in five namespaces by turns.

    Here the namespaces are merged once, in the same order, and a macro is made without super().
    """
    prepare = MacroNamespace.__init__

    def merge(self: Any, *parts: Any, **named_parts: Any) -> None:
        prepare(self, *parts, **named_parts)
        self.merged = {}
        for names in reversed(list(self._search_order())):
            self.merged.update(names)

    def set_up(self: Any, macro: Any, context: Any = None, node: Any = None, stack: Any = None):
        self.macro, self.context, self.node, self.stack = macro, context, node, stack

    MacroNamespace.__init__ = merge
    MacroNamespace.__getitem__ = lambda self, key: self.merged[key]
    MacroNamespace.__iter__ = lambda self: iter(self.merged)
    MacroGenerator.__init__ = set_up


def make_contexts_of_macros_once() -> None:
    """dbt makes all macros for each rename or drop; once per thread and run is enough."""
    set_generator = BaseAdapter.set_macro_context_generator

    def set_generator_once(self: Any, generate: Any) -> None:
        contexts: dict[tuple[Any, ...], dict[str, Any]] = {}

        def generate_once(macro: Any, config: Any, manifest: Any, package: Any) -> dict[str, Any]:
            key = (threading.get_ident(), macro.unique_id, id(manifest), package)
            if key not in contexts:
                contexts[key] = generate(macro, config, manifest, package)
            return contexts[key]

        set_generator(self, generate_once)

    BaseAdapter.set_macro_context_generator = set_generator_once


def compare_relations_of_one_name() -> None:
    """dbt compares database, schema and name of all relations with those of the one looked for."""
    match = BaseAdapter._make_match

    def match_one_name(
        self: Any, relations: list[Any], database: str, schema: str, identifier: str
    ) -> list[Any]:
        name = identifier.lower()
        of_one_name = [one for one in relations if one.identifier.lower() == name]
        return match(self, of_one_name, database, schema, identifier)

    BaseAdapter._make_match = match_one_name
