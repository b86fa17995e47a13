from dataclasses import replace

from sample_report import DRAFT, locate, make_check, make_finding, make_report, sample_report

from hrlint.checking.check import Basis, Placement, Severity
from hrlint.checking.finding import Failure, Related, Suppression
from hrlint.reading.source import Location, Source, Span
from hrlint.reporting import concise, text
from hrlint.reporting.basis import basis_text, basis_url
from hrlint.reporting.summary import statistics_table
from hrlint.reporting.terminal import width_of
from hrlint.reporting.view import View


def rendered(source, words, view=None, **changes):
    return text.render(make_report(make_finding(source, words, **changes)), view or View(quiet=True)).splitlines()


def test_a_finding_with_all_its_notes():
    assert text.render(sample_report(), View()) == (
        "draft.md:3:27: warning: Identifier that stays the same [privacy/persistent-identifier]\n"
        "  |\n"
        "3 | Each client MUST send its device identifier in every request.\n"
        "  |                           ^^^^^^^^^^^^^^^^^ the text does not say for how long it lives\n"
        "  = also at: line 5\n"
        "  = see: line 1: this section says nothing of it\n"
        "  = answer in: line 6\n"
        "  = ask: Say how long it lives, who can see it and how it is reset.\n"
        "  = why: RFC 6973 section 7.1, RFC 9620 section 4.15.2 (rights: privacy, anonymity)\n"
        "  = accept: <!-- hrlint: accept privacy/persistent-identifier because ... -->\n"
        "\n"
        "1 document: 1 finding (1 warning); 1 consideration raised and answered, 1 not raised.\n"
        "No finding is not a review: `hrlint review` lists what was found and what is left to people.\n"
    )


def test_summary_counts_severities_acceptances_and_failures():
    source = Source("draft.md", DRAFT)
    findings = [make_finding(source, "device", severity=severity) for severity in Severity for _ in range(2)]
    findings.append(make_finding(source, "device", suppressed=Suppression("inline", "it is per message")))
    report = make_report(*findings, failures=(Failure("lost.md", "no such file"),))
    assert "1 document: 6 findings (2 errors, 2 warnings, 2 info), 1 accepted, 1 failure; 0 considerations raised" in text.render(report, View())


def test_nothing_found_is_said():
    assert text.render(make_report(), View()).startswith("1 document: no findings; ")
    assert text.render(make_report(), View(quiet=True)) == ""


def test_tabs_are_expanded_alike_in_line_and_underline():
    lines = rendered(Source("a.md", "\tA\tdevice sends"), "device")
    assert lines[2] == "1 |     A    device sends"
    assert lines[3].startswith("  |          ^^^^^^ the text")


def test_wide_and_combining_characters_are_aligned():
    lines = rendered(Source("a.md", "识别码 e\u0301t 设备 id"), "设备")
    assert lines[3] == "  |           ^^^^ the text does not say for how long it lives"


def test_words_over_several_lines_are_shown_by_their_first():
    lines = rendered(Source("a.md", "It sends the device\nidentifier in clear."), "device\nidentifier")
    assert lines[2:4] == ["1 | It sends the device", "  |              ^^^^^^... the text does not say for how long it lives"]


def test_words_that_begin_with_a_line_end_are_shown_where_they_are():
    lines = rendered(Source("a.md", "It sends\n  device ids."), "\n  device")
    assert lines[2:4] == ["2 |   device ids.", "  |   ^^^^^^ the text does not say for how long it lives"]


def test_a_long_line_is_cut_around_the_words():
    source = Source("a.md", "word " * 4000 + "the device identifier" + " more" * 4000)
    for view in (View(quiet=True, width=80), View(quiet=True, width=80, unicode=False)):
        lines = rendered(source, "device identifier", view)
        assert max(map(len, lines[1:])) <= 80
        line, carets = lines[2], lines[3]
        assert line[carets.index("^") : carets.rindex("^") + 1] == "device identifier"
        assert line.startswith(f"1 | {view.ellipsis}")
        assert line.endswith(view.ellipsis)


def test_a_long_line_is_cut_on_one_side_at_its_ends():
    long = "identifier " + "word " * 400 + "device"
    first = rendered(Source("a.md", long), "identifier", View(quiet=True, width=60))
    last = rendered(Source("a.md", long), "device", View(quiet=True, width=60))
    assert first[2].startswith("1 | identifier word")
    assert first[2].endswith("…")
    assert last[2].endswith("word device")
    assert len(last[2]) >= 58
    assert last[2].index("device") == last[3].index("^")


def test_words_longer_than_the_terminal_are_cut():
    lines = rendered(Source("a.md", "so " + "x" * 500 + " it is"), "x" * 500, View(quiet=True, width=60))
    assert max(map(width_of, lines[1:])) <= 60
    assert "^^^^" in lines[3]


def test_a_long_wide_line_never_exceeds_the_width():
    lines = rendered(Source("a.md", "识" * 3000 + "设备" + "别" * 3000), "设备", View(quiet=True, width=61))
    assert max(map(width_of, lines[1:])) <= 61
    line = lines[2]
    column = lines[3].index("^")
    assert width_of(line[: line.index("设")]) == column


def test_a_message_that_does_not_fit_goes_below():
    source = Source("a.md", "It sends the device identifier.")
    lines = rendered(
        source,
        "device identifier",
        View(quiet=True, width=70),
        message="the text does not say for how long it lives, nor who can see it, nor how people get another one",
    )
    assert lines[3] == "  |              ^^^^^^^^^^^^^^^^^"
    assert lines[4].startswith("  |              the text does not")
    assert max(map(len, lines[1:])) <= 70


def test_a_finding_without_words_has_no_carets():
    source = Source("a.md", "---\ntitle: Hello\n")
    lines = rendered(source, "", message="no section says anything of security")
    assert lines[:4] == [
        "a.md:1:1: warning: Identifier that stays the same [privacy/persistent-identifier]",
        "  |",
        "1 | ---",
        "  = note: no section says anything of security",
    ]
    assert "^" not in "".join(lines)
    assert rendered(Source("empty.md", ""), "")[2] == "1 |"


def test_related_places_are_few_and_name_other_files():
    source, other = Source("a.md", "id\n" * 30), Source("parts/b.md", "\nid")
    places = [Related(Location(source, Span(3 * line, 3 * line + 2)), "also here") for line in range(1, 12)]
    assert "  = also at: lines 2, 3, 4, 5, 6, 7, 8, 9 and 3 more" in rendered(source, "id", related=tuple(places))
    assert "  = also at: line 2, parts/b.md:2" in rendered(source, "id", related=(places[0], Related(locate(other, "id"), "also here")))


def test_what_is_wrong_where_it_stands_is_answered_there():
    source = Source("a.md", DRAFT)
    lines = rendered(source, "device", insert_at=locate(source, "A server"), check=make_check(placement=Placement.PLACE))
    assert not [line for line in lines if "answer in" in line]


def test_a_document_is_named_once_with_its_sections():
    basis = (Basis("RFC 9620", "4.3"), Basis("RFC 6973"), Basis("RFC 9620", "4.13"), Basis("RFC 9620", "4.3"))
    assert basis_text(basis) == "RFC 9620 sections 4.3, 4.13, RFC 6973"
    assert [basis_url(Basis("RFC 8280", "A.1")), basis_url(Basis("BCP 188")), basis_url(Basis("OWASP"))] == [
        "https://www.rfc-editor.org/rfc/rfc8280.html#appendix-A.1",
        "https://www.rfc-editor.org/info/bcp188",
        "",
    ]


def test_accepted_findings_are_shown_only_when_asked():
    finding = make_finding(Source("a.md", "An id"), "id", suppressed=Suppression("inline", "it is per message", "2027-06-01"))
    assert text.render(make_report(finding), View(quiet=True)) == ""
    assert "  = accepted: it is per message (until 2027-06-01)" in text.render(make_report(finding), View(verbose=True))


def test_how_to_accept_is_said_once_and_not_for_plain_text():
    source = Source("a.md", DRAFT)
    report = make_report(make_finding(source, "client"), make_finding(source, "server"))
    assert text.render(report, View()).count("= accept:") == 1
    plain = replace(report, documents=(replace(report.documents[0], format="text"),))
    assert "= accept:" not in text.render(plain, View())


def test_nothing_of_a_document_acts_on_the_terminal():
    evil = "\x1b]0;owned\x07 \u202edevice\u202c \x9b2J identifier\x7f"
    source = Source("evil\x1b[2J.md", evil)
    finding = make_finding(source, "device", message=f"{evil} stays", section=evil)
    for module in (text, concise):
        output = module.render(make_report(finding), View(verbose=True))
        assert not [character for character in output if not character.isprintable() and character != "\n"]
        assert "evil\\x1b[2J.md:1:13: warning" in output
    line, underline = text.render(make_report(finding), View(width=200)).splitlines()[2:4]
    assert line[underline.index("^") : underline.index("^") + 6] == "device"


def test_colours_and_links_only_when_asked():
    assert "\x1b" not in text.render(sample_report(), View())
    colored = text.render(sample_report(), View(color=True))
    assert "\x1b[33m\x1b[1mwarning\x1b[0m" in colored
    assert "\x1b]8;;" not in colored
    assert "\x1b]8;;https://hrlint.github.io/hrlint/checks/privacy/persistent-identifier/\x1b\\" in text.render(sample_report(), View(links=True))


def test_concise_is_one_line_for_each_finding():
    assert concise.render(sample_report(), View()) == "draft.md:3:27: warning: the text does not say for how long it lives [privacy/persistent-identifier]\n"
    assert concise.render(make_report(), View()) == ""


def test_statistics_name_the_most_frequent_check_first():
    one, two = Source("a.md", DRAFT), Source("b.md", DRAFT)
    logging = make_check(id="privacy/logging", title="Log without an end")
    report = make_report(make_finding(one, "server", check=logging), make_finding(one, "client"), make_finding(two, "client"))
    assert statistics_table(report, View()) == (
        "     2 in     2 warning  privacy/persistent-identifier  Identifier that stays the same\n"
        "     1 in     1 warning  privacy/logging                Log without an end\n"
    )


def test_a_line_of_a_megabyte_is_cheap():
    source = Source("a.md", "device " * 150_000)
    findings = [make_finding(source, "", location=Location(source, Span(at, at + 6))) for at in range(0, 700_000, 70_000)]
    assert max(map(len, text.render(make_report(*findings), View(width=80, quiet=True)).splitlines())) <= 90
