"""The base of everything read from a file, and texts in two languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)

from journeylab.domain.explain import explain_call
from journeylab.errors import ModelError
from journeylab.i18n import pick


class Record(BaseModel):
    """A frozen fact from a file.

    An unknown key is an error, so that a slip of the pen is seen; keys that
    begin with ``x_`` are an author's own notes and are kept as they are.

    Raises
    ------
    ModelError
        When it is built in Python from something that does not fit.  Reading a
        file calls ``model_validate``, whose errors `explain` turns into lines.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, allow_inf_nan=False)

    # Its own name begins with x_, so that no key of a file can be mistaken for it.
    x_notes: dict[str, Any] = Field(default_factory=dict, exclude=True, repr=False)

    def __init__(self, **data: Any) -> None:
        try:
            super().__init__(**data)
        except (ValidationError, ModelError) as error:
            raise explain_call(error, type(self)) from None

    # Pydantic would call an __init__ of ours for nested data too, and the first error would hide its place and all
    # others; with this mark it validates nested data itself, as with the __init__ that ours calls.
    __init__.__pydantic_base_init__ = True  # type: ignore[attr-defined]

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        # What has its default goes without saying.
        for name, value in super().__repr_args__():
            field = type(self).model_fields.get(name or "")
            if field is None or value != field.get_default(call_default_factory=True):
                yield name, str(value) if isinstance(value, Text) else value

    @model_validator(mode="before")
    @classmethod
    def _keep_own_keys(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        own = {key: value for key, value in data.items() if str(key).startswith("x_")}
        return {key: value for key, value in data.items() if key not in own} | {"x_notes": own} if own else data

    @model_serializer(mode="wrap")
    def _write_own_keys(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {**handler(self), **self.x_notes}


class Text(Record):
    """A text in German, English or both.

    Attributes
    ----------
    de : str
        The German text.
    en : str
        The English text.

    Examples
    --------
    >>> from journeylab.i18n import set_language
    >>> set_language("en")
    >>> str(Text(de="Suche", en="Search"))
    'Search'
    >>> set_language("de")
    """

    de: str = ""
    en: str = ""

    def __str__(self) -> str:
        """Return the text in the language in use, else in the one that is there."""
        return pick({"de": self.de, "en": self.en})

    def __repr__(self) -> str:
        """Return the text itself: a notebook shows it."""
        return str(self)

    def _repr_html_(self) -> str:
        return f"<p>{escape(str(self))}</p>"


def _as_text(value: object) -> object:
    # A plain string is what most authors write: it counts for both languages.
    return {"de": value, "en": value} if isinstance(value, str) else value


Bilingual = Annotated[Text, BeforeValidator(_as_text)]
