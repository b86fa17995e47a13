"""What a section is for, told from its title in the words that IETF, W3C, XSF, Matrix, Ethereum and other communities use."""

from __future__ import annotations

import re

from hrlint.reading.document import Role

_CONSIDERED = (
    r"(?:considerations?|concerns?|issues?|implications?|analysis|aspects?|discussion|impact|risks?|threats?|assessment|review|notes?|requirements?"
    r"|properties|goals?|guidance|model|principles?|protections?|preserv\w+|questionnaire)"
)

# A title raises a subject when the subject stands alone, leads or ends it, or is what the title considers.
_SUBJECT_ROLES = (
    (Role.PRIVACY, r"privacy|personal data|data protection|anonymity|unlinkab\w+|pseudonym\w+|tracking|surveillance|fingerprinting|gdpr"),
    (Role.SECURITY, r"security|risks and mitigations?|secdir|threats?|attacks?|threat model\w*|trust model|adversar\w+|vulnerabilit\w+|safety|abuse"),
    (Role.RIGHTS, r"human rights?|societal|ethic\w*|social impact"),
)

_TITLES = (
    (Role.ABSTRACT, r"abstract|executive summary|tl;?dr|simple summary"),
    (Role.INTRODUCTION, r"introduction\b.*|summary|overview|background\b.*|scope|about this document|what is .*|preface|foreword|introductory .*|context"),
    (
        Role.MOTIVATION,
        r"motivations?\b.*|rationale\b.*|problem statement|the problem|problem|use[- ]cases?\b.*|user stories|goals|design goals|objectives|why .*"
        r"|alternatives?( considered)?|discussion|drawbacks|prior art|rejected .*|considered alternatives|related work",
    ),
    (Role.NON_GOALS, r"(explicit )?non[- ]?goals?\b.*|out[- ]of[- ]scope\b.*|not in scope|limitations of scope"),
    (
        Role.TERMINOLOGY,
        r"(.* )?(terminology|glossary)( .*)?|definitions?|definitions? (and|of terms|of) .*|.* and definitions?|(acronyms?|abbreviations?)( .*)?"
        r"|terms|defined terms|notation\w*( .*)?|concepts and terms|terms used .*|definitions? of terms",
    ),
    (
        Role.CONVENTIONS,
        r"conventions?\b.*|requirements? (language|notation|words|keywords?|terminology)|key ?words|document conventions|notational conventions"
        r"|bcp ?14.*|specification of requirements|conventions used .*",
    ),
    (Role.REQUIREMENTS, r"requirements?|(functional |protocol |general |design )requirements?\b.*"),
    (
        Role.IANA,
        r"(.* )?iana( .*)?|(xmpp )?registrar considerations|registr(y|ies|ations?)"
        r"( (considerations|procedures?|templates?|requests?|contents?|policy))?|media type registrations?.*|protocol namespaces|xml schema"
        r"|namespace registration",
    ),
    (
        Role.OPERATIONS,
        r"(.* )?(operational|operations|deployment|manageability|management|monitoring|rollout|production readiness)( .*)?(considerations"
        r"|requirements|guidance|notes|questionnaire|aspects|plan)?|observability|scalability",
    ),
    (Role.INTERNATIONALIZATION, r"internationali[sz]ation\b.*|i18n\b.*|locali[sz]ation\b.*"),
    (
        Role.IMPLEMENTATION_STATUS,
        r"(reference |known |example )?implementations?( status| experience| notes?| history)?|running code|interoperability( status| testing)?",
    ),
    (Role.EXAMPLES, r"(.* )?examples?|examples? .*|(.* )?test (vectors?|cases?|plan|data)( .*)?|sample .*|walk[- ]?through|(.* )?demo( .*)?"),
    (
        Role.REFERENCES,
        r"((normative|informative|informational|non-normative|external|other) )?references( .*)?|reference( (documents?|materials?|list|sections?))?"
        r"|(external |useful |related )?links|bibliography|further reading|sources|citations|see also|footnotes",
    ),
    (Role.ACKNOWLEDGEMENTS, r"(acknowledge?ments?|thanks|credits|contributors?|special thanks|dedication)\b.*"),
    (
        Role.CHANGELOG,
        # "Policy Changes" and "Sharing Message History" are about the design, not about the document.
        r"(.* )?(change ?log|change history|revision history|version history|document history|changes (since|from|between|made)"
        r"|open issues|todo|to do|issues? list|document status|implementation history|differences (from|to|between))( .*)?"
        r"|(document |draft )?history|((list|summary) of )?((significant|major|important|recent|substantive|editorial) )?changes( in .*| for this .*)?"
        r"|since (draft|rfc|version)\b.*|((draft|[a-z][\w.]*)(-[a-z][\w.]*)+|version |v)?[\d.]*-?\d\d( to -?\d\d)?( changes)?|from -?\d\d.*",
    ),
    (
        Role.BOILERPLATE,
        r"copyright\b.*|legal( notices?)?|licen[sc]es?\b.*|full copyright.*|intellectual property.*|status of this memo|authors?'? ?address(es)?"
        r"|contact information|note to (the )?rfc editor.*|rfc editor.*|discussion venues?|about this draft|authors?|editors?|patents?|ipr( .*)?"
        r"|credits|unstable prefix|dependencies",
    ),
    (Role.CONTENTS, r"(table of )?contents|index|list of (figures|tables)"),
)
_WHOLE_TITLE = re.compile(rf"(?:{'|'.join(f'(?P<{role.name}>{words})' for role, words in _TITLES)})\Z")
"""A whole title; the group is named for the first role that fits."""
_STRONGER = (Role.REFERENCES, Role.CHANGELOG, Role.TERMINOLOGY, Role.CONVENTIONS, Role.EXAMPLES, Role.ACKNOWLEDGEMENTS)
"""Of a title that is one of these as a whole, a subject is only what it is about."""
_STRONGER_TITLE = re.compile(rf"(?:{'|'.join(words for role, words in _TITLES if role in _STRONGER)})\Z")

_SUBJECTS = tuple(
    (
        role,
        re.compile(
            rf"(?:{words})\Z"  # alone: "Security"
            rf"|(?:{words})\W+(?:\w+\W+)?{_CONSIDERED}\b"  # "Security Considerations", "Privacy Threat Model"
            rf"|(?:{words})\W*(?:and|&|/|,|or)\W*"  # "Privacy & Security"
            rf"|.*(?:and|&|/|,|or)\W*(?:{words})(?:\W+{_CONSIDERED})?\Z"  # "Security and Privacy"
            rf"|(?:{_CONSIDERED}|impact|effects?)\W+(?:of|for|on|regarding|about|to)\W+(?:\w+\W+){{0,2}}(?:{words})\b"
            rf"|(?:\w+\W+){{1,3}}(?:{words})(?:\W+{_CONSIDERED})?\Z"  # "User Privacy", "Denial-of-Service Attacks"
            rf"|(?:\w+\W+){{1,3}}(?:{words})(?:,|\W+(?:and|&)\b)"  # "Session Security, Authentication"
        ),
    )
    for role, words in _SUBJECT_ROLES
)
_SUBJECT_WORDS = re.compile("|".join(words for _, words in _SUBJECT_ROLES))

# Mechanisms that carry the word in their name: "Security Association", "IP Security Options", "Transport Layer Security".
_NAMES = re.compile(
    r"transport layer security|(datagram )?tls\b|ip ?sec|(ip|internet protocol) security"
    r"|security (associations?|context|token|layer|protocols?|parameters?|descriptions?|policy|gateway|mode|level|options?|headers?|features?"
    r"|mechanisms?|services?|database|key|objects?|realm|credentials?|events?|information|architecture|capabilit\w+|suites?|profiles?|algorithms?)\b"
    r"|privacy ?(pass|enhanced|option|header|extensions?|service|key|budget|sandbox)\b|wired equivalent privacy|pretty good privacy"
    r"|trust (anchors?|stores?)|attack surface reduction"
)
_NUMBERING = re.compile(r"^(?:appendix\s+\w+\b|annex\s+\w+\b|section\s+[\d.]+|[a-z]\.(?=\s)|(?:\d+\.)*\d+|[ivx]+\.)[.:)]?\s*[-–—:]?\s*", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*[(\[](?:informative|normative|non-normative|optional|required|mandatory|informational|tbd|todo|draft|wip|to be removed[^)\]]*)[)\]]\s*", re.IGNORECASE
)
_MARKUP = re.compile(r"[*_`#]+|\[(?=\w)|\]\([^)]*\)|\{[^}]*\}|<[^>]*>")


def own_roles(title: str) -> tuple[Role, ...]:
    """The roles that a section's own title gives it; none where the title tells nothing."""
    plain = " ".join(_LABEL.sub(" ", _NUMBERING.sub("", " ".join(_MARKUP.sub("", title).split()))).lower().split()).strip(" .:?!")
    if not plain:
        return ()
    without_names = _NAMES.sub("", plain).strip()
    if _SUBJECT_WORDS.search(without_names) and not _STRONGER_TITLE.match(plain):
        subjects = tuple(role for role, pattern in _SUBJECTS if pattern.match(without_names))
        if subjects:
            return subjects
    whole = _WHOLE_TITLE.match(plain)
    return (Role[whole.lastgroup or ""],) if whole else ()
