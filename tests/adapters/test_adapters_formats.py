"""Uploaded documents: Markdown and text, refused with place and mend."""

import pytest

from assistant.adapters.formats import MOST_BYTES, format_of
from assistant.errors import InputError


@pytest.mark.parametrize("name", ["a.md", "A.MD", "b.txt", "c.markdown"])
def test_text_is_read(name: str) -> None:
    assert format_of(name).read(b"\xef\xbb\xbf# Kop\r\ncaf\xc3\xa9\r", name) == "# Kop\ncafé\n"


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.docx", ".md"])
def test_another_kind_names_what_there_is(name: str) -> None:
    with pytest.raises(InputError) as refused:
        format_of(name)
    assert ".md, .markdown, .txt" in refused.value.mend


@pytest.mark.parametrize(
    ("data", "where", "what"),
    [
        (b"een\ntwee caf\xe9", "a.md:2", "not UTF-8"),
        (b"een\ntwee\ndrie\x00", "a.md:3", "NUL byte"),
        (b" \n", "a.md", "empty"),
        (b"a" * (MOST_BYTES + 1), "a.md", "2,000,001 bytes"),
    ],
)
def test_a_bad_file_names_the_place(data: bytes, where: str, what: str) -> None:
    with pytest.raises(InputError, match=what) as refused:
        format_of("a.md").read(data, "a.md")
    assert refused.value.where == where
    assert refused.value.mend
