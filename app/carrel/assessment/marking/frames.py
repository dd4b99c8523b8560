"""The harmless words around an answer: “I think it is …”, “the … enzyme”, “…, I guess”."""

from __future__ import annotations

import re

from carrel.assessment.word_lists import listed

FILLERS = listed("fillers")
"""Words that may stand around a key and change nothing."""

EXPLAINS = re.compile(
    r"\s+(?:because|since|cause|bc|as it|as they|as this|as the|which|where|when|due to|so that|in which"
    r"|meaning|i\.e\.|e\.g\.|that is|who|whose)\b",
    re.IGNORECASE,
)
"""What begins an explanation after an answer."""

STARTS_EXPLAINING = re.compile(
    r"(?:because|since|cause|bc|as|which|where|when|due to|so|meaning|it|they|this|that|who|these|he|she|i)\b",
    re.IGNORECASE,
)
"""How a clause begins that explains the one before it."""

_BEFORE = re.compile(
    r"\s*(?:(?:um+|uh+|er+|hmm+|well|ok(?:ay)?|so|yes|yeah|sure|oh|hi|hello|of course|obviously|definitely"
    r"|clearly|simply|there is no doubt(?: that)?|"
    r"(?:i['’]?m|i am) (?:pretty |quite |fairly )?(?:sure|certain|guessing|thinking)(?: that)?|i(?: would"
    r"| will|['’]d|['’]ll)? (?:think|believe|guess|suppose|say|reckon|know|go "
    r"(?:for|with)|pick|choose|answer)(?: that)?|in my opinion|it['’]?s|it is|it was|it would be|it must be"
    r"|it should be|it has to be|its|it could be|it might be|this is|that is|"
    r"that['’]s|that would be|these are|they are|they['’]re|this would be|those are|the (?:correct |right "
    r"|final |best )?answer (?:is|would be|must be|should be)|(?:my |final )*answer\s*(?:is|:|=)|answer:?|"
    r"ans:?|called|it['’]?s called|known as|named|probably|maybe|perhaps|possibly|likely|most likely"
    r"|has to be|must be|would be|is|the name is|the word is|the term is)"
    r"(?=[\s:,.…=–-]|$)(?:[\s:,=…]|\.(?!\d))*)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[\s,.;–(-]*\b(?:i (?:think|guess|believe|suppose|reckon)|i['’]?m (?:pretty |quite )?sure|right|please"
    r"|of course|obviously|probably|maybe|perhaps|"
    r"for sure|definitely|if i remember (?:correctly|right|rightly)|isn['’]?t it|no doubt"
    r"|without (?:a )?doubt|thanks?|thank you)\b[\s.?!)]*$",
    re.IGNORECASE,
)


def unframed(text: str) -> str:
    """The text without the harmless words before and after it; never empty unless the text was."""
    for _round in range(6):
        begun = _BEFORE.match(text)
        shorter = text[begun.end() :] if begun else text
        ended = _AFTER.search(shorter[-60:])
        if ended:
            shorter = shorter[: max(0, len(shorter) - 60) + ended.start()]
        shorter = shorter.lstrip(' \t\r\n,;:"“”').rstrip(' \t\r\n,;:!"“”')
        shorter = shorter if shorter.endswith("...") else shorter.rstrip(" .,;:!")
        if shorter == text or not shorter:
            break
        text = shorter
    return text
