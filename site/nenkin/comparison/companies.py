"""Names of companies as they are compared: with 株式会社 or ㈱, old kanji or new, before a merger or after."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TypeAlias

from nenkin.interchange.names import modern_name

SAME = 90  # of 100: one name written in two ways
LIKE = 72  # most of a name, or a slip in it
_LEAST_PART = 3  # characters that a part of a name needs to stand for the whole

_FORMS = re.compile(
    r"株式[會会]社|有限[會会]社|合資[會会]社|合名[會会]社|合同[會会]社|相互[會会]社|\((?:株|有|資|名|合|医|福|財|社|学|相)\)"
    r"|(?:医療|学校|宗教|社会福祉|一般財団|公益財団|財団|一般社団|公益社団|社団|特定非営利活動)法人"
)
_PLACES = re.compile(
    r"(?:本社|本店|支社|支店|営業所|出張所|事業所|製作所工場|第[一二三四五\d]+工場|工場|分工場)$"
)
_MARKS = re.compile(r"[\s・,.、。\-‐―()「」]")
_KATAKANA = {at: at + 0x60 for at in range(0x3041, 0x3097)}
_LARGE = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")

# Folded names of one company at different times, by each of them: the group they belong to.
Aliases: TypeAlias = Mapping[str, int]


@lru_cache(maxsize=4096)
def folded_company(name: str) -> str:
    """Give a company's name without its legal form, its branch and what a printer tells apart."""
    plain = _FORMS.sub("", unicodedata.normalize("NFKC", name))
    plain = _MARKS.sub("", modern_name(plain))
    shorter = _PLACES.sub("", plain)
    return (shorter or plain).translate(_KATAKANA).translate(_LARGE).replace("ー", "")


def alias_groups(pairs: Iterable[tuple[str, str]]) -> Aliases:
    """Join names that followed each other into groups: 八幡製鐵, 新日本製鐵, 日本製鉄."""
    group: dict[str, int] = {}
    for number, pair in enumerate(pairs):
        one, other = map(folded_company, pair)
        kept = group.get(one, group.get(other, number))
        joined = {group.get(one, kept), group.get(other, kept)}
        for name, held in group.items():
            if held in joined:
                group[name] = kept
        group[one] = group[other] = kept
    return group


@dataclass(slots=True)
class Names:
    """Compares names, and remembers what it has compared."""

    aliases: Aliases = field(default_factory=dict)
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def alike(self, one: str, other: str) -> float:
        """Give how alike two names are, from 0 to 100; an empty name is like none."""
        pair = folded_company(one), folded_company(other)
        if pair not in self.known:
            self.known[pair] = self._alike(*pair)
        return self.known[pair]

    def _alike(self, one: str, other: str) -> float:
        if not one or not other:
            return 0
        if one == other or self._joined(one, other):
            return 100
        short, long = sorted((one, other), key=len)
        if len(short) >= _LEAST_PART and (long.startswith(short) or long.endswith(short)):
            return SAME
        return _ratio()(one, other)

    def _joined(self, one: str, other: str) -> bool:
        group = self.aliases.get(one)
        return group is not None and group == self.aliases.get(other)

    def has_changed(self, name: str) -> bool:
        """Whether a company is known to have merged or changed its name (合併、社名変更)."""
        return folded_company(name) in self.aliases


@cache
def _ratio() -> Callable[[str, str], float]:
    """Load what measures with the first comparison: a worker without one has 3 MB less."""
    from rapidfuzz.fuzz import ratio  # noqa: PLC0415

    return ratio
