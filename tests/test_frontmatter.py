"""Front matter: what is read, where it stands, and what happens when it is broken."""

from __future__ import annotations

from hrlint.reading.document import Format
from hrlint.reading.frontmatter import FrontMatter, read_front_matter
from hrlint.reading.source import Source


def front(text: str, format: Format = Format.MARKDOWN, path: str = "specs/tea.md") -> tuple[FrontMatter, Source]:
    source = Source(path, text)
    return read_front_matter(source, format), source


def test_kramdown_front_matter_ends_at_the_abstract_and_not_at_a_bare_rule() -> None:
    found, source = front(
        "---\ntitle: 'Tea Över IP'\ndocname: draft-kettle-tea-03\ncat: std\nsubmissiontype: IETF\n--- abstract\n\nTea.\n", Format.KRAMDOWN_RFC
    )
    meta = found.metadata(source)
    assert (meta.name, meta.title, meta.category, meta.stream, meta.revision) == ("draft-kettle-tea-03", "Tea Över IP", "std", "IETF", "03")
    assert source.text[slice(*found.title.span)] == "Tea Över IP" if found.title else False
    assert source.text[found.body :].startswith("--- abstract")


def test_only_the_outermost_mapping_counts() -> None:
    found, source = front("---\ntitle: Tea\nauthor:\n  - title: Dr\nnormative:\n  RFC2119:\n  X: {title: Other}\n--- abstract\n", Format.KRAMDOWN_RFC)
    assert found.metadata(source).title == "Tea"


def test_a_missing_docname_is_replaced_by_the_name_of_the_file() -> None:
    found, source = front("---\ntitle: Tea\ndocname:\n--- abstract\n", Format.KRAMDOWN_RFC, "drafts/rfc9999.md")
    assert found.metadata(source).name == "rfc9999"


def test_broken_yaml_is_read_line_by_line_and_reported_at_its_line() -> None:
    found, source = front("---\ntitle: Tea\nabbrev: [unclosed\ndocname: draft-tea-00\n--- abstract\n", Format.KRAMDOWN_RFC)
    assert found.metadata(source).name == "draft-tea-00"
    assert source.position(found.remarks[0].offset).line > 2
    assert "not valid YAML" in found.remarks[0].message


def test_tabs_in_yaml_do_not_lose_the_title() -> None:
    found, source = front("---\ntitle: Tea\nauthor:\n\t- A. Kettle\n--- abstract\n", Format.KRAMDOWN_RFC)
    assert found.metadata(source).title == "Tea"
    assert len(found.remarks) == 1


def test_a_key_that_stands_twice_is_reported_and_the_last_counts() -> None:
    found, source = front("---\ntitle: Old\ntitle: New\n--- abstract\n", Format.KRAMDOWN_RFC)
    assert found.metadata(source).title == "New"
    assert [source.position(remark.offset).line for remark in found.remarks] == [3]


def test_hostile_yaml_neither_grows_nor_recurses() -> None:
    aliases = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    found, source = front(f"---\na0: &a0 x\n{aliases}title: Tea\n---\n")
    assert found.metadata(source).title == "Tea"
    found, source = front("---\ntitle: Tea\nx: " + "[" * 50_000 + "\n---\n")
    assert found.metadata(source).title == "Tea"


def test_toml_of_mmark() -> None:
    text = (
        '%%%\n    Title = "Tea"\n    date = 2024-01-01T00:00:00Z\n    [seriesInfo]\n    value = "draft-tea-01"\n    stream = "IETF"\n'
        '    status = "standard"\n%%%\n\nText'
    )
    found, source = front(text, Format.MMARK)
    meta = found.metadata(source)
    assert (meta.name, meta.title, meta.category, meta.stream) == ("draft-tea-01", "Tea", "standard", "IETF")
    assert source.text[slice(*found.title.span)] == "Tea" if found.title else False
    assert source.text[found.body :] == "\nText"
    assert found.remarks == ()


def test_build_placeholders_in_toml() -> None:
    found, source = front('%%%\ntitle = "Tea"\ndate = @BUILD_DATE@\ndocName = "@DOCNAME@"\n%%%\n', Format.MMARK)
    assert (found.metadata(source).title, found.metadata(source).name) == ("Tea", "tea")
    assert source.position(found.remarks[0].offset).line == 3


def test_eip_header() -> None:
    found, source = front("---\neip: 1459\ntitle: Tea\nstatus: Draft\ntype: Standards Track\ncategory: Core\ncreated: 2020-01-01\n---\n\n## Abstract\n")
    meta = found.metadata(source)
    assert (meta.name, meta.status, meta.kind, meta.category) == ("EIP-1459", "Draft", "Standards Track", "Core")


def test_front_matter_that_is_never_closed_ends_at_the_first_empty_line() -> None:
    found, source = front("---\neip: 1\ntitle: Tea\n\n## Abstract\nText\n")
    assert source.text[found.body :].lstrip().startswith("## Abstract")
    assert "never closed" in found.remarks[0].message


def test_bip_preambles_in_code_and_in_pre() -> None:
    for opening, closing in (("```", "```"), ("<pre>", "</pre>")):
        found, source = front(f"{opening}\n  BIP: 77\n  Title: Tea\n  Author: A\n          B\n  Status: Draft\n  Type: Process\n{closing}\n\nText")
        meta = found.metadata(source)
        assert (meta.name, meta.title, meta.status, meta.kind) == ("BIP-77", "Tea", "Draft", "Process")
        assert source.text[found.body :].strip() == "Text"


def test_hugo_toml() -> None:
    found, source = front('+++\ntitle = "Tea"\n+++\nText')
    assert found.metadata(source).title == "Tea"


def test_a_rule_is_no_front_matter() -> None:
    assert not front("---\n\nText about tea: hot.\n\n---\n\nMore\n")[0].found
    assert not front("Text\n")[0].found
