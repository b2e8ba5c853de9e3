"""Tell dbt which version of the library is installed.

dbt-core imports every module named ``dbt_*`` when it starts and runs the plugins in it. This one
sets a variable that the package's checks read with ``env_var``. It is light and it never raises: an
error here would stop every dbt command, ``dbt deps`` included.
"""

from contextlib import suppress
from typing import Any

VARIABLE = "OWNED_AUDIENCES_LIBRARY_VERSION"

plugins: list[Any] = []

# dbt calls its plugin interface experimental: where it has moved, there is no plugin.
with suppress(Exception):
    from dbt.plugins.manager import dbtPlugin

    class OwnedAudiencesPlugin(dbtPlugin):  # type: ignore[misc,unused-ignore]
        """Puts the library's version into the environment that a dbt run sees."""

        def initialize(self) -> None:
            """Set the variable, or leave it unset where dbt's internals have moved."""
            with suppress(Exception):
                from importlib.metadata import version

                from dbt_common.context import get_invocation_context

                env: Any = get_invocation_context().env
                installed = version("owned-audiences")
                if isinstance(env, dict):
                    env[VARIABLE] = installed
                else:  # on Windows: a mapping that ignores case, without assignment
                    env._env[VARIABLE.casefold()] = (VARIABLE, installed)

    plugins.append(OwnedAudiencesPlugin)
