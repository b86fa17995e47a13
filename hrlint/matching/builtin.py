"""Concepts that words alone cannot list: times, quantities, addresses, reasons. All in the RE2 subset."""

from __future__ import annotations

_NUMBER = r"(?:\d[\d.,]{0,12}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|sixty|ninety|a few|several)"
_UNIT = r"(?:(?:milli|micro)?seconds?|secs?|ms|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)"

BUILTIN_CONCEPTS: dict[str, str] = {
    # A length of time: "24 hours", "two weeks", "a day", "90-day".
    "duration": (
        rf"\b(?i:{_NUMBER}[ -]{_UNIT}|(?:an?|one|per|every|each|once (?:an?|per)) (?:second|minute|hour|day|week|month|year)"
        r"|(?:hourly|daily|weekly|monthly|yearly|annually))\b"
    ),
    # A number with what it counts, other than a time: "3 times", "1200 bytes", "10%".
    "quantity": (
        rf"\b(?i:{_NUMBER}) ?(?:%|(?i:percent|times?|bytes?|octets?|bits?|[kmg]i?b|requests?|messages?|attempts?|retries|entries|packets?"
        r"|connections?)\b)"
    ),
    "url": r"\b(?i:https?|wss?|ftp)://[^\s<>\"')\]]+",
    # Another document, named: "[RFC8446]", "RFC 8446".
    "citation": r"\[[A-Z][^\]\s]{1,60}\]|\bRFC ?\d{2,5}\b",
    # The words that open a reason.
    "reason": (
        r"\b(?i:because|since|so that|in order to|therefore|thus|hence|due to|given that|the reason|as a result|otherwise"
        r"|to (?:avoid|prevent|protect|ensure|reduce|limit|mitigate|allow|enable))\b"
    ),
    # The words that open a condition or an exception.
    "condition": (
        r"\b(?i:if|when|whenever|unless|except|provided that|in cases? (?:where|of)|only (?:if|when|for|in)|as long as|until|where (?:the|an?|it|this)"
        r"|for example)\b|\be\.g\."
    ),
}
