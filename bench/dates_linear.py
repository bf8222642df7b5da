"""Dates: does reading take time and memory linear in the text, up to 5 MB? The same milliseconds a kB, or not.

    python bench/dates_linear.py [--megabytes 5] [--patterns]

Hostile phrases over and over, in English and German; with --patterns one text for every pattern of
both grammars, made of words that fit its elements. Prints milliseconds a kB at a hundredth, a tenth and
the whole of the length; exit 1 where the whole takes more than three times the hundredth a kB.
"""

import argparse
import resource
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from foothold.reading.dates import find_dates, language_of

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
HOSTILE = {
    "en": ["on ", "1/", "1-", "1:", "1,000,", "monday ", "twenty ", "the week of ", "half past ", "between 2 and ",
           "a.b@", "a+", "end of the ", "in two weeks from ", "12th, the ", "(", "the first two weeks of ",
           "from now to ", "for 3 days from ", "and 19 june ", "1", "9 ", "- ", ". ", "A", "''", "\n\n", "next ",
           "of the "],
    "de": ["am ", "1.", "14. ", "viertel ", "bis zum ", "mo ", "vom 9. bis ", "der ersten ", "morgen ", "halb ", "1,",
           "in der woche vom ", "und oder "],
}  # fmt: skip


def main() -> int:
    """Print the table; 1 where anything grows faster than the text."""
    parser = argparse.ArgumentParser(description="Dates: time and memory linear in the text.")
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument(
        "--patterns", action="store_true", help="every pattern of both grammars, at a tenth of the length"
    )
    options = parser.parse_args()
    worst = 0.0
    for locale in HOSTILE:
        texts = list(of_patterns(locale)) if options.patterns else HOSTILE[locale]
        length = options.megabytes * 1e6 / (50 if options.patterns else 1)
        for unit in texts:
            paces = [pace(unit, int(length * share), locale) for share in (0.01, 0.1, 1)]
            growth = paces[-1] / max(paces[0], 0.001)
            worst = max(worst, growth)
            if not options.patterns or growth > 2:
                print(
                    f"{locale} {unit[:40]!r:44}" + "".join(f"{one:9.3f}" for one in paces) + f"{growth:7.1f}",
                    flush=True,
                )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"worst growth {worst:.1f}, peak memory {memory:.0f} MB")
    return int(worst > 3)


def pace(unit: str, length: int, locale: str) -> float:
    """CPU milliseconds a kB."""
    text = unit * max(1, length // len(unit))
    best = 1e9
    for _ in range(2):
        begun = time.process_time()
        find_dates(text, NOW, locale=locale)
        best = min(best, time.process_time() - begun)
        if best > 1:
            break
    return 1000 * best / (len(text) / 1000)


def of_patterns(locale: str) -> Iterator[str]:
    """A phrase for every pattern: for each element a word of its category, or its first rule's."""
    language = language_of(locale)
    sample: dict[str, str] = {}
    for word, (categories, _) in language.words.items():
        for category in categories.split():
            sample.setdefault(category, word)
    sample |= {"DNUM": "12", "D31": "14", "D24": "10", "D12": "3", "D60": "30", "D53": "12", "D2": "26",
               "DYEAR": "2026", "CLOCK": "10:30", "DOTCLOCK": "10.30", "DATE": "12/11/2026", "PAIRDATE": "12/11",
               "ORD": "14th", "DECIMAL": "2.5", "AMPM": "pm", "MIL": "0930", "DOTDATE": "14.3"}  # fmt: skip
    phrases: dict[str, str] = {}

    def phrase(rule: str) -> str:
        if rule not in phrases:
            phrases[rule] = spelled(language.rules[rule][0][0])
        return phrases[rule]

    def spelled(pattern: str) -> str:
        words = []
        for element in pattern.split():
            name = element.lstrip("+-@!").split("=")[-1].removesuffix("?").split("|")[0]
            if (element[0] in "-!" and len(element) > 1) or name == "^":
                continue
            words.append(phrase(name[1:-1]) if name[:1] == "<" else sample.get(name, name.lower()))
        return " ".join(words)

    for rows in language.rules.values():
        for pattern, _ in rows:
            yield spelled(pattern) + " "


if __name__ == "__main__":
    sys.exit(main())
