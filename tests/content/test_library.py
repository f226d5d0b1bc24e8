"""The reader, against small folders of words: what it gives, and what it refuses and where."""

from pathlib import Path

import pytest

from nenkin.content.files import BadContent
from nenkin.content.library import Library, load

TERM = '+++\nterm = "免除"\nreading = "めんじょ"\nsummary = "納めなくてよいことです。"\nupdated = 2026-11-20\n+++\n'
QUESTION = '+++\nquestion = "何ですか"\nsections = ["record"]\nupdated = 2026-11-20\n+++\n'
PAGE = '+++\ntitle = "案内"\nsummary = "案内です。"\nupdated = 2026-11-20\n+++\n'


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for folder in ("glossary", "faq", "pages", "forms"):
        (tmp_path / folder).mkdir()
    write(tmp_path, "faq/sections.toml", 'record = "記録"\nsign-in = "ログイン"\n')
    write(tmp_path, "phrases.toml", '[record]\ntitle = "{months}か月あります"\n')
    write(tmp_path, "readings.toml", '[all]\n"記録" = "きろく"\n')
    write(tmp_path, "flags.toml", "")
    write(
        tmp_path, "statuses.toml", "[codes.'*']\nword = '未納'\nshort = '未'\nexplanation = 'x'\n"
    )
    write(tmp_path, "glossary/exemption.ja.md", f"{TERM}免除の説明です。\n")
    write(tmp_path, "faq/what.ja.md", f"{QUESTION}免除と、もう一つの免除です。\n")
    return tmp_path


def write(content: Path, name: str, text: str) -> None:
    path = content / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def page(content: Path, body: str, front: str = PAGE) -> Library:
    write(content, "pages/guide.ja.md", front + body)
    return load(content)


def refusal(content: Path, name: str, text: str) -> str:
    write(content, name, text)
    with pytest.raises(BadContent) as refused:
        load(content)
    return str(refused.value).removeprefix(f"{content}/")


def test_a_phrase_is_filled_in(content: Path) -> None:
    assert load(content).words("record.title", months=14) == "14か月あります"


def test_a_part_of_the_site_may_have_its_own_phrases(content: Path) -> None:
    write(content, "phrases/grid.toml", '[legend]\nunpaid = "未納"\n')
    assert load(content).words("grid.legend.unpaid") == "未納"


def test_the_first_use_of_a_term_links_to_its_explanation(content: Path) -> None:
    link = '<a class="term" href="/glossary/exemption">免除</a>'
    assert load(content).faq["what"].html == f"<p>{link}と、もう一つの免除です。</p>\n"


def test_a_term_does_not_link_to_itself(content: Path) -> None:
    assert load(content).glossary["exemption"].html == "<p>免除の説明です。</p>\n"


def test_a_term_adds_its_reading(content: Path) -> None:
    assert load(content).readings == {"記録": "きろく", "免除": "めんじょ"}


def test_a_term_knows_its_row(content: Path) -> None:
    assert load(content).glossary["exemption"].row == "ま行"


def test_questions_stand_beside_their_section(content: Path) -> None:
    library = load(content)
    assert [one.slug for one in library.faq_for("record")] == ["what"]
    assert library.faq_for("sign-in") == ()
    with pytest.raises(KeyError):
        library.faq_for("recrod")


def test_links_to_entries_become_addresses(content: Path) -> None:
    html = page(content, "[読む](glossary:exemption)と[聞く](faq:what)\n").pages["guide"].html
    assert '<a href="/glossary/exemption">読む</a>' in html
    assert '<a href="/faq/what">聞く</a>' in html


def test_links_to_our_own_pages_are_noted_with_their_place(content: Path) -> None:
    library = page(content, "文です。\n\n[使い方](/help)\n")
    assert library.links == {"/help": f"{content}/pages/guide.ja.md:8"}


def test_links_are_held_against_the_addresses_there_are(content: Path) -> None:
    page(content, "[使い方](/help#s-1)\n")
    load(content, addresses={"/help"})
    with pytest.raises(BadContent, match=r"guide\.ja\.md:6: /help#s-1 is no address of ours"):
        load(content, addresses={"/faq"})


def test_a_line_break_between_japanese_words_is_no_space(content: Path) -> None:
    assert page(content, "一つ目。\n二つ目。\n").pages["guide"].html == "<p>一つ目。二つ目。</p>\n"


def test_markup_in_words_is_shown_not_obeyed(content: Path) -> None:
    html = page(content, "<script>x</script> & y\n").pages["guide"].html
    assert html == "<p>&lt;script&gt;x&lt;/script&gt; &amp; y</p>\n"


def test_headings_get_an_address_each(content: Path) -> None:
    one = page(content, "## はじめに\n文です。\n### 細かく\n文です。\n").pages["guide"]
    assert [(h.id, h.text, h.level) for h in one.headings] == [
        ("s-1", "はじめに", 2),
        ("s-2", "細かく", 3),
    ]
    assert '<h2 id="s-1">はじめに</h2>\n<p>文です。</p>\n<h3 id="s-2">' in one.html


def test_a_table_has_a_caption_and_scopes(content: Path) -> None:
    html = page(content, "表：例\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n").pages["guide"].html
    assert '<caption id="t-1">例</caption>' in html
    assert '<th scope="col">甲</th>' in html
    assert '<th scope="row">一</th>\n<td>二</td>' in html
    assert "<p>" not in html


def test_a_page_may_leave_a_place_for_the_template(content: Path) -> None:
    one = page(
        content, "前。\n\n[[results]]\n\n後。\n", PAGE.replace("title", 'slot = "results"\ntitle')
    ).pages["guide"]
    assert (one.before, one.after) == ("<p>前。</p>\n", "<p>後。</p>\n")


def test_an_easy_page_is_found_beside_its_pair(content: Path) -> None:
    write(content, "pages/guide.easy.md", f"{PAGE}やさしい文です。\n")
    library = page(content, "ふつうの文です。\n", PAGE.replace("title", "easy = true\ntitle"))
    assert library.page("guide", easy=True).html == "<p>やさしい文です。</p>\n"
    assert library.page("guide").html == "<p>ふつうの文です。</p>\n"


def test_the_installations_own_names_are_words_whatever_they_look_like(content: Path) -> None:
    write(content, "pages/guide.ja.md", f"{PAGE}{{service}}です。\n")
    write(content, "phrases.toml", 'home = "{service}の{page}"\n')
    names = {"service": '<便り> "*{page}*"', "operator": "", "telephone": ""}
    library = load(content, names=names)
    assert library.pages["guide"].html == '<p>&lt;便り&gt; "*{page}*"です。</p>\n'
    assert library.words("home", page="表") == '<便り> "*{page}*"の表'


def test_a_form_has_words_for_its_fields_errors_and_choices(content: Path) -> None:
    write(
        content,
        "forms/sex.toml",
        '[sex]\nlabel = "性別"\n[sex.errors]\nmissing = "選んでください"\n'
        '[sex.options.male]\nlabel = "男"\n',
    )
    field = load(content).forms["sex"].fields["sex"]
    assert field.label == "性別"
    assert field.errors == {"missing": "選んでください"}
    assert field.options["male"].label == "男"


def test_month_codes_of_any_character_are_read(content: Path) -> None:
    assert load(content).statuses["*"].word == "未納"


REFUSED = {
    "no front matter": ("pages/a.ja.md", "文です。\n", "a.ja.md:1: must begin"),
    "open front matter": ("pages/a.ja.md", '+++\ntitle = "x"\n', "a.ja.md:1: front matter is not"),
    "broken toml": ("pages/a.ja.md", "+++\nx = 1\ny = \n+++\n文。\n", "a.ja.md:3: is not TOML"),
    "no title": ("pages/a.ja.md", '+++\nsummary = "x"\n+++\n文。\n', "«title» is missing"),
    "empty title": (
        "pages/a.ja.md",
        PAGE.replace("案内", "") + "文。\n",
        "a.ja.md:2: «title» must",
    ),
    "no summary": ("pages/a.ja.md", '+++\ntitle = "x"\n+++\n文。\n', "«summary» is missing"),
    "misspelt key": (
        "pages/a.ja.md",
        PAGE.replace("updated", 'udpated = "x"\nupdated') + "文。\n",
        "a.ja.md:4: nobody knows what «udpated» means",
    ),
    "no text": ("pages/a.ja.md", PAGE, "a.ja.md:5: has no text"),
    "h1": ("pages/a.ja.md", f"{PAGE}文。\n\n# 題\n", "a.ja.md:8: heading of level 1"),
    "skipped level": (
        "pages/a.ja.md",
        f"{PAGE}## 題\n\n#### 節\n",
        "a.ja.md:8: heading of level 4",
    ),
    "starts at h3": ("pages/a.ja.md", f"{PAGE}### 節\n", "a.ja.md:6: heading of level 3"),
    "unknown entry": ("pages/a.ja.md", f"{PAGE}[x](glossary:no)\n", "glossary:no leads nowhere"),
    "unknown question": ("pages/a.ja.md", f"{PAGE}[x](faq:no)\n", "faq:no leads nowhere"),
    "relative link": ("pages/a.ja.md", f"{PAGE}[x](help)\n", "'help' is not an address"),
    "other host": ("pages/a.ja.md", f"{PAGE}[x](//example.jp)\n", "is not an address"),
    "image": ("pages/a.ja.md", f"{PAGE}![x](/a.png)\n", "kind «image»"),
    "bold that fails": ("pages/a.ja.md", f"{PAGE}これは**「字」**です\n", "** does not open"),
    "table without caption": ("pages/a.ja.md", f"{PAGE}|甲|\n|---|\n|一|\n", "a table needs"),
    "placeholder": ("pages/a.ja.md", f"{PAGE}文。\n{{servise}}\n", "a.ja.md:7: nobody fills in"),
    "slot unused": ("pages/a.ja.md", PAGE.replace("title", 'slot = "x"\ntitle') + "文。\n", "slot"),
    "slot undeclared": ("pages/a.ja.md", f"{PAGE}[[x]]\n", "«slot» and one line"),
    "lone easy page": ("pages/a.easy.md", f"{PAGE}文。\n", "go together"),
    "bad name": ("pages/A_b.ja.md", f"{PAGE}文。\n", "small letters, digits and hyphens"),
    "unknown level": ("pages/a.fr.md", f"{PAGE}文。\n", "must be called a.ja.md"),
    "term without reading": (
        "glossary/a.ja.md",
        TERM.replace('reading = "めんじょ"\n', "").replace("免除", "猶予") + "文。\n",
        "«reading» is missing",
    ),
    "reading in kanji": (
        "glossary/a.ja.md",
        TERM.replace("めんじょ", "免じょ").replace("免除", "猶予") + "文。\n",
        "a.ja.md:3: «免じょ» is not hiragana",
    ),
    "term twice": ("glossary/a.ja.md", f"{TERM}文。\n", "«免除» is a's term"),
    "reading differs": ("readings.toml", '[a]\n"免除" = "めんのぞき"\n', "reads «免除» else"),
    "reading of kana": ("readings.toml", '[a]\n"かな" = "かな"\n', "needs no reading"),
    "unknown section": (
        "faq/a.ja.md",
        QUESTION.replace('"record"', '"recrod"') + "文。\n",
        "a.ja.md:3: «recrod» is not in faq/sections.toml",
    ),
    "no section": (
        "faq/a.ja.md",
        QUESTION.replace('"record"', "") + "文。\n",
        "«sections» is missing",
    ),
    "phrase of no words": ("phrases.toml", "[a]\n\nb = 1\n", "phrases.toml:3: «b» must be words"),
    "positional": ("phrases.toml", 'a = "{}"\n', "must be a plain name"),
    "attribute": ("phrases.toml", 'a = "{x.y}"\n', "must be a plain name"),
    "broken": ("phrases.toml", 'a = "{x"\n', "phrases.toml:1: has a broken placeholder"),
    "said twice": ("phrases/record.toml", 'title = "x"\n', "«record.title» is already said"),
    "field of no label": ("forms/a.toml", '[x]\nhint = "y"\n', "a.toml:1: «label» is missing"),
    "long mark": (
        "statuses.toml",
        '[codes.A]\nword = "納付"\nshort = "納付"\nexplanation = "x"\n',
        "statuses.toml:3: a mark is one character",
    ),
    "flag without words": (
        "flags.toml",
        '[unpaid]\ntitle = "x"\n',
        "flags.toml:1: «what» is missing",
    ),
    "flag whose question is not there": (
        "flags.toml",
        '[unpaid]\ntitle = "x"\nwhat = "x"\nwhy = "x"\nnext = "x"\nbring = ["x"]\nask = "x"\nfaq = "none"\n',
        "flags.toml:8: no question «none»",
    ),
    "windows": ("phrases.toml", 'a = "x"\r\n', "Windows line ends"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_with_its_place_and_reason(content: Path, case: str) -> None:
    name, text, reason = REFUSED[case]
    assert reason in refusal(content, name, text)
