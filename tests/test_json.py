import json as parser

from sample_report import make_finding, make_report, sample_report

from hrlint import __version__
from hrlint.checking.finding import Failure, Suppression
from hrlint.reading.document import Diagnostic
from hrlint.reading.source import Source
from hrlint.reporting import json
from hrlint.reporting.view import View


def parsed(report):
    return parser.loads(json.render(report, View()))


def test_nothing_found_is_a_whole_document():
    assert parsed(make_report(documents=())) == {
        "schema": 1,
        "tool": {"name": "hrlint", "version": __version__},
        "documents": [],
        "findings": [],
        "verdicts": [],
        "diagnostics": [],
        "failures": [],
    }


def test_a_document_and_a_finding_have_all_keys_of_the_contract():
    report = parsed(sample_report())
    assert report["documents"] == [
        {
            "path": "draft.md",
            "format": "kramdown-rfc",
            "name": "draft-doe-hello",
            "title": "Hello",
            "genre": "protocol",
            "maturity": "individual",
            "profile": "ietf",
        }
    ]
    assert report["findings"] == [
        {
            "check": "privacy/persistent-identifier",
            "severity": "warning",
            "precision": 0.86,
            "suspected": False,
            "message": "the text does not say for how long it lives",
            "advice": "Say how long it lives, who can see it and how it is reset.",
            "question": "How long does the identifier live, and who can see it?",
            "path": "draft.md",
            "line": 3,
            "column": 27,
            "end_line": 3,
            "end_column": 44,
            "quote": "device identifier",
            "section": "1 Handshake",
            "related": [
                {"path": "draft.md", "line": 5, "column": 21, "end_line": 5, "end_column": 38, "message": "also here", "fingerprint": "fedcba"},
                {"path": "draft.md", "line": 1, "column": 1, "end_line": 1, "end_column": 12, "message": "this section says nothing of it", "fingerprint": ""},
            ],
            "insert_at": {"path": "draft.md", "line": 6},
            "rights": ["privacy", "anonymity"],
            "basis": [{"doc": "RFC 6973", "section": "7.1"}, {"doc": "RFC 9620", "section": "4.15.2"}],
            "url": "https://hrlint.github.io/hrlint/checks/privacy/persistent-identifier/",
            "fingerprint": "0123456789abcdef",
            "suppressed": None,
        }
    ]


def test_verdicts_are_those_that_a_document_answers_or_leaves_open():
    assert parsed(sample_report())["verdicts"] == [
        {"check": "privacy/logging", "path": "draft.md", "state": "addressed", "evidence": [{"line": 5, "quote": "A server stores"}]},
        {"check": "privacy/persistent-identifier", "path": "draft.md", "state": "unaddressed", "evidence": []},
    ]


def test_what_is_unknown_is_null():
    finding = make_finding(Source("a.md", "An id"), "", section="")
    document = parsed(make_report(finding, failures=(Failure("b.md", "empty"),), diagnostics=(Diagnostic("a.md", None, "guessed the encoding"),)))
    assert [document["findings"][0][key] for key in ("section", "insert_at", "suppressed", "quote")] == [None, None, None, ""]
    assert document["failures"] == [{"path": "b.md", "line": None, "message": "empty"}]
    assert document["diagnostics"] == [{"path": "a.md", "line": 1, "message": "guessed the encoding"}]


def test_acceptances_are_told():
    finding = make_finding(Source("a.md", "An id"), "id", suppressed=Suppression("inline", "it is per message", "2027-06-01"))
    assert parsed(make_report(finding))["findings"][0]["suppressed"] == {"kind": "inline", "reason": "it is per message", "expires": "2027-06-01"}


def test_columns_count_code_points_and_quotes_are_exact():
    source = Source("a.md", "x\n👩‍💻 e\u0301 sends\nits  id")
    finding = parsed(make_report(make_finding(source, "sends\nits  id")))["findings"][0]
    assert (finding["line"], finding["column"], finding["end_line"], finding["end_column"]) == (2, 8, 3, 8)
    assert finding["quote"] == "sends\nits  id"


def test_hidden_characters_are_escaped_and_come_back():
    words = "a\x1b[2J\x9b\u202e\u200b\x7f\U000e0041é日"
    output = json.render(make_report(make_finding(Source("a\udc80.md", words), words)), View())
    assert not [character for character in output if not character.isprintable() and character != "\n"]
    assert "é日" in output
    finding = parser.loads(output)["findings"][0]
    assert (finding["quote"], finding["path"]) == (words, "a\udc80.md")
    output.encode("utf-8")


def test_the_same_report_gives_the_same_bytes_with_an_element_on_each_line():
    output = json.render(sample_report(), View())
    assert output == json.render(sample_report(), View(color=True, width=20, verbose=True))
    assert output.endswith("}\n")
    assert len([line for line in output.splitlines() if line.startswith('  {"check"')]) == 3
