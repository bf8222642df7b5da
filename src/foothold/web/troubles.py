"""What is wrong with a source, as a page says it."""

from foothold.records.models import Source

_BEFORE = ("; what was read before is kept", " What was read before is kept.", " any more")
"""Words for an address that was read once; of one never read they are not true."""


def trouble(source: Source) -> str:
    """The source's problem in one line for a person; empty where there is none."""
    return source.problem if source.read_at else never_read(source.problem)


def never_read(problem: str) -> str:
    """The same of an address that nothing was read from yet."""
    for words in _BEFORE:
        problem = problem.replace(words, "")
    return problem
