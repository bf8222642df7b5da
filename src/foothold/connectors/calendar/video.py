"""Whether an entry names a meeting service: then the meeting is by video (METHOD 3, medium)."""

import re

PROPERTIES = frozenset(
    """LOCATION DESCRIPTION CONFERENCE URL X-GOOGLE-CONFERENCE X-GOOGLE-HANGOUT X-ALT-DESC
    X-MICROSOFT-ONLINEMEETINGCONFLINK
    X-MICROSOFT-ONLINEMEETINGEXTERNALLINK X-MICROSOFT-ONLINEMEETINGINFORMATION X-MICROSOFT-SKYPETEAMSMEETINGURL
    X-MICROSOFT-SKYPETEAMSPROPERTIES X-ZOOM-MEETING-URL X-WEBEX-MEETING-URL""".split()
)
"""The properties of an entry where a link to the call stands."""

# Searched in lower case, with neither flags nor borders: a long description is gone through at the speed of a search.
_HOST = re.compile(
    r"zoom\.us|zoomgov\.com|zoom\.com|teams\.microsoft\.com|teams\.live\.com|teams\.microsoft\.us|meet\.google\.com"
    r"|webex\.com|gotomeeting\.com|gotomeet\.me|meet\.goto\.com|whereby\.com|meet\.jit\.si|bluejeans\.com|meet\.lync\.com"
    r"|join\.skype\.com|meet\.ringcentral\.com|v\.ringcentral\.com|chime\.aws|app\.livestorm\.co|around\.co|meet\.zoho"
    r"|bigbluebutton|8x8\.vc|facetime\.apple\.com|teamviewer\.com|vc\.larksuite\.com|meeting\.tencent\.com"
)
_PHRASES = (
    "microsoft teams", "google meet", "zoom meeting", "zoom call", "skype meeting", "skype-besprechung",
    "webex meeting", "teams-besprechung",
)  # fmt: skip


def names_a_call(text: str) -> bool:
    """Whether `text` names a well-known meeting service."""
    lower = text.lower()
    return _HOST.search(lower) is not None or any(phrase in lower for phrase in _PHRASES)
