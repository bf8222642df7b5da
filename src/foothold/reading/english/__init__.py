"""English: how the rules' phrases are put into words, a module for each kind of thing said.

Only data stands here. Which phrase decides what is told in the rule's own file (steps, replies, endings,
commitments, meeting_tests); READING.md settles the doubtful readings. Another language is another package
with the same names.
"""

from foothold.reading.english.answers import *
from foothold.reading.english.contact import *
from foothold.reading.english.endings import *
from foothold.reading.english.exclusions import *
from foothold.reading.english.promises import *
from foothold.reading.english.second_thoughts import *
from foothold.reading.english.slots import *
from foothold.reading.english.topics import *
