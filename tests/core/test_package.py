"""The core as others import it."""

import doctest
import pkgutil
import subprocess
import sys
from importlib import import_module

import pytest

import foothold.core

RULES = sorted(f"foothold.core.{module.name}" for module in pkgutil.iter_modules(foothold.core.__path__))


def test_every_public_name_can_be_imported():
    for name in foothold.core.__all__:
        assert getattr(foothold.core, name) is not None


def test_a_name_that_is_not_public_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no_such_rule"):
        _ = foothold.core.no_such_rule


def test_importing_the_core_loads_no_rule_until_one_is_asked_for():
    told = "import sys, foothold.core; print([n for n in sys.modules if n.startswith('foothold.core.')])"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)  # noqa: S603
    assert answer.stdout.strip() == "[]"


def test_the_rules_load_neither_zone_files_nor_sockets_nor_a_framework():
    outside = "('django', 'zoneinfo', 'socket')"
    told = f"import sys, {', '.join(RULES)}; print([n for n in {outside} if n in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)  # noqa: S603
    assert answer.stdout.strip() == "[]"


@pytest.mark.parametrize("rule", RULES)
def test_the_examples_in_the_docstrings_are_true(rule):
    failed, _ = doctest.testmod(import_module(rule))
    assert failed == 0
