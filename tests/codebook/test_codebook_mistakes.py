"""Every mistake in a codebook is told with its file, its line or row, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from qualcode.codebook import find_mistakes, from_yaml, load_codebook, read_codebook, reading_yaml, write_codebook
from qualcode.errors import BadInput, NotFound, WrongUsage


def told(text: str) -> BadInput:
    with pytest.raises(BadInput) as caught:
        from_yaml(text, "mijn.yaml")
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "what", "todo"),
    [
        ("codes:\n- name: A\n  definitoin: x\n", 3, "no field “definitoin”", "Did you mean “definition”"),
        ("codes:\n- key: a\n  level: open\n", 2, "without a name", "`name`"),
        ('codes:\n- key: a\n  name: ""\n', 3, "without a name", "`name`"),
        (
            "codes:\n- key: a\n  name: A\n- key: b\n  name: B\n- key: a\n  name: C\n",
            6,
            "“a” is used twice; first at 2",
            "",
        ),
        ("codes:\n- name: A\n  key: aap\n- name: B\n  parent: aab\n", 5, "not there: “aab”", "Did you mean “aap”"),
        (
            "codes:\n- {key: a, name: A, parent: b}\n- {key: b, name: B, parent: a}\n",
            2,
            "loop: a → b → a",
            "parent of one",
        ),
        ("codes:\n- {key: a, name: A, parent: a}\n", 2, "loop: a → a", ""),
        ("codes:\n- name: A\n  shortcut: 1\n- name: B\n  shortcut: '1'\n", 5, "same shortcut, 1", "another"),
        ("codes:\n- name: A\n  shortcut: xy\n", 3, "“xy” is not a shortcut", "one digit or letter"),
        ("codes:\n- name: A\n  level: opne\n", 3, "“opne” is not a level", "open, axial, selective"),
        ("codes:\n- name: A\n  colour: rood\n", 3, "“rood” is not a colour", "#RRGGBB"),
        ("codes:\n- name: A\n  key: Een Sleutel\n", 3, "“Een Sleutel” is not a key", "lower case"),
        ("codes:\n- name: A\n  number: een\n", 3, "“een” is not a whole number", ""),
        ("codes:\n- name: A\n  keywords: {a: b}\n", 3, "“keywords” is neither a list nor a text", "commas"),
        ("codes:\n- name: A\n  definition: [a]\n", 3, "“definition” should be a text", ""),
        ("codes:\n- name: A\n\tkey: a\n", 3, "indented with a tab", "spaces"),
        ("codes:\n- name: A\n  keywords: [*begeleid*, b]\n", 3, "begins with *", "quotes"),
        ("codes:\n- name: A\n  definition: dit: dat\n", 3, "colon too many", "quotes"),
        ("codes:\n- name: A\n  keywords: [a, b\n  when: x\n", 4, "not YAML", "brackets"),
        ("codes:\n- name: A\n  name: B\n", 3, "“name” is given twice; first on line 2", ""),
        ("codes: &a\n- name: A\n  codes: *a\n", 1, "used twice", "Write it out"),
        ("codes:\n- name: A\n-\n", 3, "empty item", ""),
        ("codes:\n- gewoon een zin\n", 2, "Here should be codes", "hyphen"),
        ("codes: alles\n", 1, "Here should be codes", ""),
        ("codes:\n- name: A\nrelations:\n- [a, leidt tot]\n", 4, "three parts", "[key, kind, key]"),
        ("codes:\n- name: A\nrelations:\n- [a, leidt tot, bee]\n", 4, "not there: “bee”", ""),
        ("codes:\n- name: A\nlanguage: Nederlands\n", 3, "not a language", "nl or en"),
        ("titel: x\ncodes:\n- name: A\n", 1, "no field “titel”", "“title”"),
        ("title: iets\n", 1, "not a codebook", "`codes:`"),
        ("Dit is een verslag.\n", 1, "not a codebook", "`codes:`"),
        ("- a\n- b\n", 1, "not a codebook", ""),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_each_mistake_has_its_line(
    monkeypatch: pytest.MonkeyPatch, loader: str, text: str, line: int, what: str, todo: str
) -> None:
    """With libyaml and with the loader in Python alone, which word their complaints in their own ways."""
    monkeypatch.setattr(reading_yaml, "_Loader", getattr(yaml, loader, yaml.SafeLoader))
    error = told(text)
    assert error.where == f"mijn.yaml, line {line}"
    assert what in error.what
    assert todo in error.todo


@pytest.mark.parametrize("text", ["", "   \n\n", "\ufeff", "# alleen commentaar\n"])
def test_an_empty_file(text: str) -> None:
    error = told(text)
    assert "empty" in error.what or "not a codebook" in error.what
    assert error.where.startswith("mijn.yaml")


def test_all_mistakes_are_told_at_once() -> None:
    text = "codes:\n- name: A\n  level: x\n- name: B\n  colour: y\n- key: c\n"
    error = told(text)
    assert error.where.endswith("line 3")
    assert "line 5" in error.todo and "line 6" in error.todo
    assert [mistake.line for mistake in find_mistakes(text)] == [3, 5, 6]


def test_words_that_yaml_would_change_stay_words() -> None:
    text = "version: 1.10\ncodes:\n- name: no\n  keywords: [yes, 0-7, 1.0, 2024-01-01, null]\n"
    codebook = from_yaml(text)
    assert codebook.version == "1.10"
    assert codebook.codes[0].name == "no"
    assert codebook.codes[0].keywords == ("yes", "0-7", "1.0", "2024-01-01", "null")


def test_keywords_as_one_text_with_commas_and_questions_by_line() -> None:
    text = "codes:\n- name: A\n  keywords: >-\n    een twee,  drie*,\n    vier, drie*\n  questions: |\n    Hoe, en wat?\n    Wie?\n"
    code = from_yaml(text).codes[0]
    assert code.keywords == ("een twee", "drie*", "vier")
    assert code.questions == ("Hoe, en wat?", "Wie?")


def test_keys_and_families_that_are_left_out() -> None:
    text = "codes:\n- name: Zorg & Één\n  family: thema\n  codes:\n  - name: Deel\n  - name: Los\n    family: ''\n"
    codes = from_yaml(text).codes
    assert [(code.key, code.family, code.parent) for code in codes] == [
        ("zorg-een", "thema", None),
        ("zorg-een.deel", "thema", "zorg-een"),
        ("zorg-een.los", "", "zorg-een"),
    ]


def test_parents_come_before_their_children_whatever_the_file_says() -> None:
    codes = from_yaml("codes:\n- {key: b, name: B, parent: a}\n- {key: a, name: A}\n").codes
    assert [code.key for code in codes] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.yaml", "codes:\n- name: Café\n".encode("cp1252"), "not encoded as UTF-8"),
        ("a.yaml", b"\x00\x01\x02codes", "not a text file"),
        ("a.yaml", "codes:".encode("utf-16"), "not a text file"),
        ("a.yaml", b"", "empty"),
        ("a.csv", b"", "empty"),
        ("a.csv", b"naam;niveua\nA;open\n", "no column “niveua”"),
        ("a.csv", b"key,level\na,open\n", "no column “name”"),
        ("a.csv", b'name,key\n"A,a\n', "cannot be read"),
        ("a.xlsx", b"name,key\nA,a\n", "not an Excel workbook"),
        ("a.xlsx", b"", "not an Excel workbook"),
        ("a.txt", b"iets", "file of this kind"),
    ],
)
def test_files_that_are_no_codebook(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(BadInput) as caught:
        read_codebook(path)
    assert what in caught.value.what
    assert caught.value.where.startswith(name)
    assert caught.value.todo


def test_wrong_encoding_is_told_by_line(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"codes:\n- name: A\n  when: caf\xe9\n")
    with pytest.raises(BadInput) as caught:
        read_codebook(path)
    assert caught.value.where == "a.yaml, line 3"


def test_a_sheet_is_told_by_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Naam;Niveau;Trefwoorden\nA;Open;x | y\n\nB;los;z\n", encoding="utf-8")
    with pytest.raises(BadInput) as caught:
        read_codebook(path)
    assert caught.value.where == "a.csv, row 4"
    path.write_text("Naam;Niveau;Trefwoorden\nA;Open;x | y\n", encoding="utf-8")
    assert read_codebook(path).codes[0].keywords == ("x", "y")


@pytest.mark.parametrize("name", ["ivh-ouder", "ivhouders", "kwikscan", "x/ivh-ouders.yaml"])
def test_an_unknown_name_gives_the_three_nearest(name: str) -> None:
    with pytest.raises(NotFound) as caught:
        load_codebook(name)
    assert len([known for known in ("ivh-ouders", "ivh-professionals", "quickscan") if known in caught.value.todo]) == 3


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for load in (load_codebook, read_codebook):
        with pytest.raises(NotFound):
            load(tmp_path / "weg.yaml")


def test_writing_where_it_cannot(tmp_path: Path) -> None:
    codebook = load_codebook("quickscan")
    with pytest.raises(WrongUsage):
        write_codebook(codebook, tmp_path / "a.docx")
    with pytest.raises(BadInput):
        write_codebook(codebook, tmp_path / "weg" / "a.yaml")


def test_a_formula_is_not_let_into_a_spreadsheet(tmp_path: Path) -> None:
    codebook = from_yaml("codes:\n- name: '=SUM(A1)'\n")
    path = write_codebook(codebook, tmp_path / "a.csv")
    assert "'=SUM(A1)" in path.read_text(encoding="utf-8-sig")
    assert read_codebook(path).codes == codebook.codes
