"""The German of the customer page: nothing left in English, nothing lost between catalogue and compiled file."""

import ast
import gettext
import re
from pathlib import Path

import polib
import pytest
from django.utils import translation
from django.utils.translation.template import templatize

WEB = Path(__file__).parents[2] / "src" / "foothold" / "web"
CATALOGUE = WEB / "locale" / "de" / "LC_MESSAGES" / "django.po"
TEMPLATES = sorted((WEB / "templates" / "web" / "guest").glob("*.html"))
_IN_TEMPLATE = re.compile(r"""\b(?:_|gettext)\((u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"))\s*\)""")


def _asked_for() -> set[str]:
    """Every sentence the customer page can say."""
    found = set()
    for file in TEMPLATES:
        found |= {ast.literal_eval(text) for text in _IN_TEMPLATE.findall(templatize(file.read_text("utf-8")))}
    for file in WEB.glob("guest_*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "_l"}:
                assert isinstance(node.args[0], ast.Constant)
                found.add(str(node.args[0].value))
    return found


def test_every_sentence_has_its_german_and_none_is_left_over() -> None:
    known = {entry.msgid for entry in polib.pofile(str(CATALOGUE)) if entry.translated()}
    assert len(known) > 100
    assert _asked_for() - known == set()
    assert known - _asked_for() == set()


@pytest.mark.parametrize("entry", polib.pofile(str(CATALOGUE)), ids=lambda entry: entry.msgid[:40])
def test_a_translation_names_the_same_things(entry: polib.POEntry) -> None:
    named = re.compile(r"%\(\w+\)s|</?\w+")
    assert sorted(set(named.findall(entry.msgstr))) == sorted(set(named.findall(entry.msgid)))
    assert "!" not in entry.msgstr


def test_the_compiled_catalogue_is_that_of_the_words() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for entry in polib.pofile(str(CATALOGUE)):
        assert compiled.gettext(entry.msgid) == entry.msgstr, "run bin/words"


@pytest.mark.parametrize("entry", polib.pofile(str(CATALOGUE)), ids=lambda entry: entry.msgid[:40])
def test_no_other_catalogue_speaks_before_ours(entry: polib.POEntry) -> None:
    with translation.override("de"):
        assert translation.gettext(entry.msgid) == entry.msgstr


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_no_word_stands_in_a_template_untranslated(file: Path) -> None:
    text = re.sub(r"{%\s*blocktranslate.*?{%\s*endblocktranslate\s*%}", "", file.read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"{%.*?%}|{{.*?}}|<[^>]*>", " ", text, flags=re.DOTALL)
    assert not re.search(r"[A-Za-z]{2,}", text), text.split()
