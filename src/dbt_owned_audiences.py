"""Tells dbt which version of the library is installed (placeholder while helper writes)."""
