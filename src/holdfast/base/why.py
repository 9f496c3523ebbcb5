"""Reasons: a stable code with typed parameters, and the catalogue that says it in each language."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from holdfast.base.canonical import instant_text, plain_decimal
from holdfast.base.errors import HoldfastError, shown
from holdfast.base.language import (
    direction,
    format_date,
    format_instant,
    format_items,
    format_number,
    plural_categories,
    plural_category,
)

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_ISOLATE = ("\u2068", "\u2069")
_ISOLATE_RTL = ("\u2067", "\u2069")


class WhyMalformed(HoldfastError):
    """A code that is not kebab-case, or a parameter of a type that no catalogue can render."""

    code = "why-malformed"


class WhyNotInCatalogue(HoldfastError):
    """A code, a term or a parameter for which the catalogue of a language has no words."""

    code = "why-not-in-catalogue"


class CatalogueBroken(HoldfastError):
    """A catalogue file that is not written as its first lines say."""

    code = "catalogue-broken"


@dataclass(frozen=True, slots=True)
class Term:
    """A parameter that is itself a word of the catalogue: Term("state.kept") is rendered from its [terms]."""

    key: str


@dataclass(frozen=True, slots=True)
class Words:
    """A parameter that is a name as each language has it; where a language has none, English or the first stands in."""

    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, words: Mapping[str, str]) -> Words:
        """The words from a mapping of languages, sorted so that equal words are equal values."""
        return cls(tuple(sorted((str(lang), str(text)) for lang, text in words.items() if text)))

    def get(self, lang: str) -> str:
        """The words in the language, else in English, else the first there are."""
        found = dict(self.by_language)
        return found.get(lang) or found.get("en") or next(iter(found.values()), "")


One = str | int | Decimal | date | datetime | Term | Words
Param = One | tuple[One, ...]


def _param(name: str, value: object) -> Param:
    if isinstance(value, list | tuple):
        items = tuple(_param(name, item) for item in value)
        if not any(isinstance(item, tuple) for item in items):
            return items  # type: ignore[return-value]
    elif isinstance(value, Mapping):
        if value and all(isinstance(part, str) for pair in value.items() for part in pair):
            return Words.of(value)
    elif isinstance(value, Decimal):
        plain_decimal(value)
        return value
    elif isinstance(value, datetime):
        instant_text(value)
        return value.astimezone(UTC)
    elif isinstance(value, str):
        return str(value)
    elif isinstance(value, int | date | Term | Words) and not isinstance(value, bool):
        return value
    raise WhyMalformed(
        f"The parameter {name} is {shown(value)}",
        next_step="Give an int, Decimal, date, aware datetime, text, Term, words by language, or a list of these",
    )


@dataclass(frozen=True, slots=True)
class Why:
    """A reason: its code, and its parameters sorted by name. Equal reasons are equal values."""

    code: str
    params: tuple[tuple[str, Param], ...] = ()

    @classmethod
    def of(cls, code: str, /, **params: object) -> Why:
        """The reason with these parameters; raises WhyMalformed.

        Write the code as a literal: a test compares the literals in the source with the catalogue.
        """
        return cls.from_params(code, params)

    @classmethod
    def from_params(cls, code: str, params: Mapping[str, object]) -> Why:
        """The reason from a mapping of parameters; raises WhyMalformed."""
        if not _CODE.fullmatch(code):
            raise WhyMalformed(
                f"The code {shown(code)} is not kebab-case", next_step="Write it like days-missing"
            )
        for name in params:
            if not _NAME.fullmatch(name):
                raise WhyMalformed(f"The parameter name {shown(name)} is not lower-case with underscores")
        return cls(code, tuple(sorted((name, _param(name, value)) for name, value in params.items())))

    @classmethod
    def from_json(cls, code: str, params: Mapping[str, Any]) -> Why:
        """The reason that `as_json` wrote as why_code and why_params; raises WhyMalformed."""
        return cls.from_params(code, {name: _param_from_json(value) for name, value in params.items()})

    def params_json(self) -> dict[str, Any]:
        """The parameters for `canonical_json`: numbers, texts, lists, or {"date"}, {"instant"}, {"term"}, {"words"}."""
        return {name: _param_json(value) for name, value in self.params}

    def as_json(self) -> dict[str, Any]:
        """{"why": the English sentence, "why_code", "why_params"}; raises WhyNotInCatalogue."""
        return {"why": self.render("en"), "why_code": self.code, "why_params": self.params_json()}

    def render(self, lang: str) -> str:
        """The sentence in that language; raises WhyNotInCatalogue."""
        return catalogue(lang).render(self)


def _param_json(value: Param) -> Any:
    if isinstance(value, tuple):
        return [_param_json(item) for item in value]
    if isinstance(value, Term):
        return {"term": value.key}
    if isinstance(value, Words):
        return {"words": dict(value.by_language)}
    if isinstance(value, datetime):
        return {"instant": instant_text(value)}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return value


def _param_from_json(value: Any) -> object:
    if isinstance(value, list):
        return [_param_from_json(item) for item in value]
    if isinstance(value, Mapping) and len(value) == 1:
        ((kind, inner),) = value.items()
        try:
            if kind == "term":
                return Term(str(inner))
            if kind == "words":
                return Words.of(inner)
            if kind == "date":
                return date.fromisoformat(inner)
            if kind == "instant":
                return datetime.fromisoformat(inner)
        except (AttributeError, TypeError, ValueError):
            pass
        raise WhyMalformed(
            f"The stored parameter {shown(dict(value))} is not a date, an instant, a term or words"
        )
    return value


@dataclass(frozen=True, slots=True)
class Sentence:
    """The templates of one code in one language: by plural category, `other` always there."""

    forms: Mapping[str, str]
    plural: str | None

    @property
    def placeholders(self) -> frozenset[str]:
        """Every parameter that any of the forms names, and the one that chooses the form."""
        named = {name for template in self.forms.values() for name in _placeholders(template)}
        return frozenset(named | ({self.plural} if self.plural else set()))


def _placeholders(template: str) -> list[str]:
    """The names in braces, in order; raises CatalogueBroken where a brace holds anything but a plain name."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise CatalogueBroken(f"The template {shown(template)} has an unmatched brace: {error}") from None
    names = []
    for _, name, spec, conversion in parts:
        if name is None:
            continue
        if not _NAME.fullmatch(name) or spec or conversion:
            raise CatalogueBroken(
                f"The template {shown(template)} holds more than a name in braces: {name!r}"
            )
        names.append(name)
    return names


class Catalogue:
    """Every sentence and term of one language."""

    def __init__(self, lang: str, data: Mapping[str, Any]) -> None:
        self.lang = lang
        self.terms: dict[str, str] = {}
        self.sentences: dict[str, Sentence] = {}
        for code, table in data.items():
            if not isinstance(table, Mapping):
                raise CatalogueBroken(f"{code} is not a table in the catalogue of {lang!r}")
            if code == "terms":
                self._read_terms(table, "")
            else:
                self.sentences[code] = self._read_sentence(code, table)

    def _read_terms(self, table: Mapping[str, Any], prefix: str) -> None:
        for key, value in table.items():
            if isinstance(value, Mapping):
                self._read_terms(value, f"{prefix}{key}.")
            elif isinstance(value, str) and value:
                self.terms[prefix + key] = value
            else:
                raise CatalogueBroken(f"The term {prefix}{key} in {self.lang!r} has no words")

    def _read_sentence(self, code: str, table: Mapping[str, Any]) -> Sentence:
        where = f"[{code}] in the catalogue of {self.lang!r}"
        if not _CODE.fullmatch(code):
            raise CatalogueBroken(f"{where} is not kebab-case")
        plural = table.get("plural")
        forms = {key: value for key, value in table.items() if key != "plural"}
        unknown = set(forms) - plural_categories(self.lang)
        if "other" not in forms or unknown or not all(isinstance(form, str) for form in forms.values()):
            raise CatalogueBroken(
                f"{where} has the forms {sorted(forms)}",
                next_step=f"Give other, and of {sorted(plural_categories(self.lang))} those that differ",
            )
        if not isinstance(plural, str) and (plural is not None or len(forms) > 1):
            raise CatalogueBroken(
                f'{where} needs plural = "name", the parameter that chooses between its forms'
            )
        for form in forms.values():
            if not set(_placeholders(form)) <= set(_placeholders(forms["other"])):
                raise CatalogueBroken(f"{where} names a parameter that its form other does not")
        return Sentence(forms, plural)

    def term(self, key: str) -> str:
        """The words of a term; raises WhyNotInCatalogue."""
        if key in self.terms:
            return self.terms[key]
        raise self._absent(f"the term {shown(key)}")

    def render(self, why: Why) -> str:
        """The sentence of the reason, its numbers, dates and terms as the language writes them."""
        sentence = self.sentences.get(why.code)
        if sentence is None:
            raise self._absent(f"the reason {shown(why.code)}")
        params = dict(why.params)
        missing = sentence.placeholders - set(params)
        if missing:
            raise self._absent(f"a way to say {why.code!r} without {', '.join(sorted(missing))}")
        template = sentence.forms["other"]
        if sentence.plural is not None:
            number = params[sentence.plural]
            if not isinstance(number, int | Decimal):
                raise self._absent(f"a plural of {shown(number)} in {why.code!r}")
            size: int | Decimal = -number if number < 0 else number
            template = sentence.forms.get(plural_category(size, self.lang), template)
        return "".join(
            text + (self.words(params[name]) if name is not None else "")
            for text, name, _, _ in Formatter().parse(template)
        )

    def words(self, value: Param) -> str:
        """One parameter in words; a text is isolated in a right-to-left sentence so that it cannot turn it round."""
        if isinstance(value, tuple):
            return format_items([self.words(item) for item in value], self.lang)
        if isinstance(value, Term):
            return self.term(value.key)
        if isinstance(value, datetime):
            return format_instant(value, self.lang)
        if isinstance(value, date):
            return format_date(value, self.lang)
        if isinstance(value, Words):
            value = value.get(self.lang)
        if isinstance(value, str):
            if direction(self.lang) == "ltr":
                return value
            # of a sentence made of isolated parts nothing strong may be left outside them to tell its direction
            return value.join(_ISOLATE_RTL if _ISOLATE[0] in value else _ISOLATE)
        return format_number(value, self.lang)

    def _absent(self, what: str) -> WhyNotInCatalogue:
        return WhyNotInCatalogue(
            f"The catalogue of {self.lang!r} has no words for {what}",
            next_step=f"Add it to src/holdfast/locale/why.{self.lang}.toml",
        )


@cache
def catalogue(lang: str) -> Catalogue:
    """The catalogue of a language, read once from holdfast/locale/why.<lang>.toml; raises CatalogueBroken."""
    direction(lang)
    try:
        data = tomllib.loads((files("holdfast") / "locale" / f"why.{lang}.toml").read_text("utf-8"))
    except FileNotFoundError:
        raise CatalogueBroken(f"There is no catalogue of reasons in {lang!r}") from None
    except tomllib.TOMLDecodeError as error:
        raise CatalogueBroken(f"The catalogue of {lang!r} is not TOML: {error}") from None
    return Catalogue(lang, data)
