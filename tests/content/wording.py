"""The rules of plain wording, as functions that say what is wrong with a piece of text."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from nenkin.content.files import parse_toml, read_document
from nenkin.content.library import Library

KANJI = "[一-鿿々〆]"
JAPANESE = "[ぁ-んァ-ヶ一-鿿々]"
ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = "|".join(ERAS)
_YEAR = re.compile(r"(\d{4})年(度)?(?:（(" + _ERA + r")(\d{1,2}|元)年(度)?）)?")
_ERA_YEAR = re.compile(rf"(?:{_ERA})(?:\d{{1,2}}|元)年")
_DATE = re.compile(
    rf"\d{{1,4}}年度?|（(?:{_ERA})(?:\d+|元)年度?）|\d+(?:か月|月|日|円|歳|分|冊|回)"
)
_SENTENCE = re.compile(r"[^。！？\n]*[。！？]|[^。！？\n]+$", re.MULTILINE)
_POLITE = re.compile(
    r"(?:です|ます|ません|ました|でした|ましょう|でしょう|ください)(?:か|ね|よ)?[」）]*\Z"
)
_MACHINE = re.compile(r"[\u2160-\u217f\u2460-\u24ff\u3200-\u33ff\uff61-\uff9f０-９]")
_DOUBLE = re.compile(
    r"(?:ない|なけれ|なく|なくて|ずに)(?:こと|わけ|もの)?[はもにと]?(?!かもしれ)[^、。]{0,4}(?:ません|ない)"
)
_KATAKANA = re.compile(r"[ァ-ヴ][ァ-ヴー・]+")
JARGON = (
    *("セッション", "リダイレクト", "タイムアウト", "サーバ", "デフォルト", "ログイン状態"),
    *("サインイン", "サインアップ", "クッキー", "キャッシュ", "アカウント", "コンテンツ"),
    *("トークン", "バリデーション", "認証", "押下", "遷移", "当該", "及び", "並びに", "若しくは"),
)
_SENTENCES = frozenset({"summary", "what", "why", "next", "ask", "explanation"})
_UNREAD = frozenset(
    {"sources", "profile", "code", "faq", "sections", "updated", "reading", "slot", "also", "short"}
)


@dataclass(frozen=True)
class Text:
    """A piece of text, where it stands, and whether it must be whole sentences."""

    path: Path
    line: int
    words: str
    sentences: bool = False

    @property
    def is_input(self) -> bool:
        """Whether it shows what to type, where a date stands as people write it."""
        return self.path.parent.name == "forms"


@dataclass(frozen=True)
class Known:
    """The words that count as known: terms with an explanation, readings, katakana."""

    terms: tuple[str, ...]
    readings: tuple[str, ...]
    katakana: frozenset[str]

    @classmethod
    def of(cls, library: Library, katakana: str) -> "Known":
        terms = [one for term in library.glossary.values() for one in (term.term, *term.also)]
        return cls(
            _longest_first(terms), _longest_first(library.readings), frozenset(katakana.split())
        )


def _longest_first(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


Rule = Callable[[Text, Known], Iterator[str]]


def _without(words: str, known: tuple[str, ...]) -> str:
    for one in known:
        words = words.replace(one, "＿")
    return words


def _sentences(text: Text) -> list[str]:
    return [found.strip("「」（） ") for found in _SENTENCE.findall(text.words) if found.strip()]


def long_sentence(text: Text, known: Known) -> Iterator[str]:
    for sentence in _sentences(text):
        if len(sentence) > 50:
            yield f"{len(sentence)} characters, 50 at most: {sentence}"


def many_kanji(text: Text, known: Known) -> Iterator[str]:
    for sentence in _sentences(text):
        count = len(re.findall(KANJI, _DATE.sub("", _without(sentence, known.terms))))
        if count > 13:
            yield f"{count} kanji outside terms, 13 at most: {sentence}"


def kanji_run(text: Text, known: Known) -> Iterator[str]:
    for run in re.findall(f"{KANJI}{{7,}}", _without(text.words, (*known.terms, *known.readings))):
        yield f"kanji without a break: {run}"


def plain_form(text: Text, known: Known) -> Iterator[str]:
    for sentence in _sentences(text):
        if sentence.endswith("。") and not _POLITE.search(sentence.rstrip("。")):
            yield f"not です/ます: {sentence}"
        if text.sentences and sentence[-1] not in "。！？：":
            yield f"not a whole sentence: {sentence}"


def two_statements(text: Text, known: Known) -> Iterator[str]:
    for sentence in _sentences(text):
        if sentence.count("、") > 3 or re.search(
            r"(?:ます|です|ません)(?:が|けれど|し)、", sentence
        ):
            yield f"more than one statement: {sentence}"


def double_negative(text: Text, known: Known) -> Iterator[str]:
    for found in _DOUBLE.finditer(text.words):
        yield f"double negative: {found.group()}"


def spaced_word(text: Text, known: Known) -> Iterator[str]:
    for found in re.finditer(f"{JAPANESE}[ \u3000]+{JAPANESE}", text.words):
        yield f"space inside words: {found.group()}"


def machine_character(text: Text, known: Known) -> Iterator[str]:
    for found in _MACHINE.finditer(text.words):
        yield f"character that machines read differently: {found.group()}"


def vague_link(text: Text, known: Known) -> Iterator[str]:
    for word in ("こちら", "ここをクリック", "詳細はここ"):
        if word in text.words:
            yield f"says nothing of where it leads: {word}"


def jargon(text: Text, known: Known) -> Iterator[str]:
    for word in JARGON:
        if word in text.words:
            yield f"hard word: {word}"


def katakana(text: Text, known: Known) -> Iterator[str]:
    for word in _KATAKANA.findall(_without(text.words, known.terms)):
        if word not in known.katakana:
            yield f"not in katakana.txt: {word}"


def year(text: Text, known: Known) -> Iterator[str]:
    """Years stand as 2026年（令和8年）, with the right era."""
    words = text.words
    for found in _YEAR.finditer(words):
        western, term, era, number, era_term = found.groups()
        if era is None:
            yield f"year without its era: {found.group()}"
        elif ERAS[era] + (1 if number == "元" else int(number)) != int(western) or term != era_term:
            yield f"year and era differ: {found.group()}"
    shown = re.sub(r"「[^」]*」", "", _YEAR.sub("", words))
    if not text.is_input:
        for era_year in _ERA_YEAR.findall(shown):
            yield f"era without its year: {era_year}"


def amount(text: Text, known: Known) -> Iterator[str]:
    """Amounts stand as 66,250円; 「30万円」 may show what to type."""
    words = re.sub(r"「[^」]*」", "", text.words) if text.is_input else text.words
    for found in re.finditer(r"(?<![\d,])\d{4,}円|\d+[万億][^か\s]{0,4}円", words):
        yield f"amount must read like 66,250円: {found.group()}"


def quote(text: Text, known: Known) -> Iterator[str]:
    for found in re.finditer(r"[\"'“”‘’`]", text.words):
        yield f"quotation marks are 「」: {found.group()}"


def bracket(text: Text, known: Known) -> Iterator[str]:
    for found in re.finditer(rf"{JAPANESE}[(),.!?:;]|[(]{JAPANESE}", text.words):
        yield f"half-width mark beside Japanese: {found.group()}"


RULES: tuple[Rule, ...] = (
    *(long_sentence, many_kanji, kanji_run, plain_form, two_statements, double_negative),
    *(spaced_word, machine_character, vague_link, jargon, katakana, year, amount, quote, bracket),
)


def findings(text: Text, known: Known) -> list[str]:
    """Say what is wrong: file, line, rule, and the words it is about."""
    return [
        f"{text.path}:{text.line}: {rule.__name__}: {what}"
        for rule in RULES
        for what in rule(text, known)
    ]


def texts(path: Path) -> Iterator[Text]:
    """Give every piece of text that people read in a content file."""
    if path.suffix == ".toml":
        yield from _toml_texts(path, path.read_text(), 0)
        return
    document = read_document(path, {"service": "年金便り", "operator": "運営", "telephone": "0120"})
    front = path.read_text().split("+++\n")[1]
    yield from _toml_texts(path, front, 1)
    tokens = MarkdownIt("commonmark").enable("table").parse(document.body)
    for place, token in enumerate(tokens):
        if token.type == "inline":
            paragraph = tokens[place - 1].type == "paragraph_open" and not tokens[place - 1].hidden
            line = document.body_line + (token.map or [0])[0]
            for number, words in enumerate(_lines(token), line):
                loose = words.startswith(("[[", "表："))
                yield Text(path, number, words.removeprefix("表："), paragraph and not loose)


def _lines(token: Token) -> list[str]:
    """Give the words of each line of the file; authors end a sentence before they end a line."""
    return "".join(
        "\n" if child.type == "softbreak" else child.content for child in token.children or ()
    ).split("\n")


def _toml_texts(path: Path, text: str, before: int) -> Iterator[Text]:
    parse_toml(path, text, {})
    key = ""
    for number, line in enumerate(text.splitlines(), before + 1):
        assert '"""' not in line, f"{path}:{number}: one line a text"
        named = re.match(r"""\s*([\w-]+|"[^"]+"|'[^']+')\s*=""", line)
        key = named[1].strip("\"'") if named else key
        if key in _UNREAD or line.lstrip().startswith(("#", "[")):
            continue
        whole = key in _SENTENCES and path.parent.name != "phrases"
        for words in re.findall(r'"((?:[^"\\]|\\.)*)"', line[named.end() :] if named else line):
            yield Text(path, number, words, whole)
