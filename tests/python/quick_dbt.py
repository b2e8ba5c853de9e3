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
from dbt import compilation
from dbt.adapters.base.impl import BaseAdapter
from dbt.adapters.cache import _ReferenceKey
from dbt.clients.jinja import MacroGenerator
from dbt.context.macros import MacroNamespace, MacroNamespaceBuilder
from dbt.context.providers import ModelContext, RuntimeProvider
from dbt.events.types import LogModelResult, LogStartLine, LogTestResult
from dbt.flags import get_flags
from dbt.task import run, test
from dbt_common.clients import jinja
from dbt_common.dataclass_schema import dbtClassMixin
from dbt_common.events import functions
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
    compilation.Linker.get_graph_summary = lambda self, manifest: {}  # to be read by nobody
    # else all of os.environ is searched for each exception and each message
    exceptions.env_secrets = functions.env_secrets = list
    parsedatetime.Constants = functools.cache(parsedatetime.Constants)  # for each agate table
    compile_templates_once()
    validate_properties_once()
    drop_unread_events()
    make_macros_in_one_step()
    make_contexts_of_nodes_once()
    make_contexts_of_macros_once()
    inject_ctes_once()
    look_relations_up()


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


def drop_unread_events() -> None:
    """A run writes no log file and is quiet: its debug messages would be made for nobody.

    The message of an event is made when something asks for it first.
    """
    make_message, get = BaseEvent.__init__, BaseEvent.__getattr__
    fire_event = EventManager.fire_event
    of_nodes = (LogStartLine, LogModelResult, LogTestResult)

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
        at = level or e.level_tag()
        # a quiet run prints no line for a node that starts or succeeds
        is_of_node = isinstance(e, of_nodes) and at == EventLevel.INFO and get_flags().QUIET
        if at != EventLevel.DEBUG and not is_of_node:
            fire_event(self, e, level, *more, **options)

    BaseEvent.__init__ = keep_arguments
    BaseEvent.__getattr__ = make_and_get
    EventManager.fire_event = fire_event_if_read


def make_macros_in_one_step() -> None:
    """For every node dbt makes 900 macros, sorts each, and looks it up in five namespaces by turns.

    Here they are sorted by package at once, and a macro is made without super().
    """
    prepare = MacroNamespace.__init__

    def merge(self: Any, *parts: Any, **named_parts: Any) -> None:
        prepare(self, *parts, **named_parts)
        self.merged = {}
        for names in reversed(list(self._search_order())):
            self.merged.update(names)

    def set_up(self: Any, macro: Any, context: Any = None, node: Any = None, stack: Any = None):
        self.macro, self.context, self.node, self.stack = macro, context, node, stack

    def build(self: Any, by_package: Any, context: Any) -> MacroNamespace:
        made = {
            package: {
                name: MacroGenerator(macro, context, self.node, self.thread_ctx)
                for name, macro in macros.items()
            }
            for package, macros in by_package.items()
        }
        global_project: dict[str, Any] = {}
        for package in reversed(self.internal_package_names_order):
            global_project.update(made.pop(package, {}))
        is_root = self.search_package == self.root_package
        return MacroNamespace(
            global_namespace={} if is_root else made.get(self.root_package, {}),
            local_namespace=made.get(self.search_package, {}),
            global_project_namespace=global_project,
            packages=made,
        )

    MacroNamespace.__init__ = merge
    MacroNamespace.__getitem__ = lambda self, key: self.merged[key]
    MacroNamespace.__iter__ = lambda self: iter(self.merged)
    MacroNamespace.keys = lambda self: self.merged.keys()
    MacroGenerator.__init__ = set_up
    MacroNamespaceBuilder.build_namespace = build


def make_contexts_of_nodes_once() -> None:
    """A node is compiled and run in one thread, in contexts that are the same but for its SQL."""
    newest = threading.local()

    def generate_once(model: Any, config: Any, manifest: Any) -> dict[str, Any]:
        context = getattr(newest, "context", None)
        is_same = context is not None and context.model is model
        if not (is_same and context.config is config and context.manifest is manifest):
            newest.context = context = ModelContext(
                model, config, manifest, RuntimeProvider(), None
            )
        context.sql_results.clear()
        return context.to_dict()

    for module in (compilation, run, test):
        module.generate_runtime_model_context = generate_once


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


def inject_ctes_once() -> None:
    """To find the place of an ephemeral model's CTE, dbt parses the whole SQL."""
    inject = compilation.inject_ctes_into_sql
    injected: dict[tuple[str, ...], str] = {}

    def inject_once(sql: str, ctes: list[Any]) -> str:
        key = (sql, *(cte.sql for cte in ctes))
        if key not in injected:
            injected[key] = inject(sql, ctes)
        return injected[key]

    compilation.inject_ctes_into_sql = inject_once


def look_relations_up() -> None:
    """dbt compares database, schema and name of all relations with those of the one looked for."""
    get_relation = BaseAdapter.get_relation

    def get_by_key(self: Any, database: str, schema: str, identifier: str) -> Any:
        if not (database and schema and identifier and self._schema_is_cached(database, schema)):
            return get_relation(self, database, schema, identifier)
        key = _ReferenceKey(database.lower(), schema.lower(), identifier.lower())
        found = self.cache.relations.get(key)
        return found and found.inner

    # as the function that it replaces, it may be called in Jinja
    BaseAdapter.get_relation = functools.wraps(get_relation)(get_by_key)
