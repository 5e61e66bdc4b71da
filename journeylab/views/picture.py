"""A picture that shows itself in a notebook, can be read as text and table, and can be saved."""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from journeylab.errors import DataError, MissingExtraError, UsageError
from journeylab.i18n import _, reason
from journeylab.views.svg import element

if TYPE_CHECKING:
    import pandas as pd

# JupyterLab leaves some 800 px to an output on a screen of 1024: a whole map still shows there, below that it scrolls.
_SMALLEST = 0.64
_LARGEST = 1.25

_PAGE = """\
#set document(title: sys.inputs.title, date: none)
#set page(width: auto, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.description)
"""


@dataclass(frozen=True)
class Picture:
    """One picture as SVG text, with a text and a table that say the same.

    Parameters
    ----------
    svg : str
        The whole picture; it holds no ids and asks for nothing from outside.
    title : str
    description : str
        Says in words what the picture shows, for those who do not see it.
    rows : callable
        Makes the table when somebody asks for it.

    Examples
    --------
    >>> import pandas as pd
    >>> from journeylab.views.svg import document
    >>> dot = Picture(document(9, 9, "Dot", "Nothing", []), "Dot", "Nothing", pd.DataFrame)
    >>> dot
    Dot
    Nothing
    """

    svg: str
    title: str
    description: str
    rows: Callable[[], pd.DataFrame] = field(repr=False, compare=False)

    @property
    def table(self) -> pd.DataFrame:
        """The same as a table: an equal alternative, not a fallback."""
        return self.rows()

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in pixels, before it is fitted to a page."""
        width, height = (float(self.svg.split(f' {side}="', 1)[1].split('"', 1)[0]) for side in ("width", "height"))
        return width, height

    def save(self, path: str | os.PathLike[str], zoom: float = 2.0) -> Path:
        """Write the picture to a file; the ending decides the format.

        Parameters
        ----------
        path : path-like
            ``karte.svg``, ``karte.png`` or ``karte.pdf``.  A file of this name is replaced.
        zoom : float
            Pixels of a PNG per pixel of the picture.

        Returns
        -------
        Path
            Where the picture lies now.

        Raises
        ------
        UsageError
            If the ending is none of the three.
        DataError
            If the file cannot be written.
        MissingExtraError
            If the part that makes this format is not installed.
        """
        target = Path(path)
        ending = target.suffix.lower()
        if ending not in (".svg", ".png", ".pdf"):
            raise UsageError(
                _("A picture cannot be saved as '{name}'.").format(name=target.name),
                _("Let the name end in .svg, .png or .pdf."),
            )
        content = self.svg.encode()
        if ending == ".png":
            content = _png(self.svg, zoom)
        elif ending == ".pdf":
            content = _pdf(self)
        # Written beside the old picture and renamed: a full disk leaves the old one as it was.
        unfinished = target.with_name(f".{target.name}.unfinished")
        try:
            unfinished.write_bytes(content)
            unfinished.replace(target)
        except OSError as error:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise DataError(
                _("'{path}' cannot be written: {reason}.").format(path=target, reason=reason(error)),
                _("Close the file if it is open elsewhere, or name a folder that exists and is yours."),
            ) from error
        return target

    def __repr__(self) -> str:
        """Return the readable form: title and description."""
        return f"{self.title}\n{self.description}"

    def _repr_html_(self) -> str:
        # An <img>: from a notebook that nobody has run yet JupyterLab strips SVG and leaves a heap of words.
        source = b64encode(self.svg.encode("utf-8")).decode("ascii")
        width = self.size[0]
        limits = f"min-width:{width * _SMALLEST:.0f}px;max-width:{width * _LARGEST:.0f}px"
        picture = element(
            "img",
            alt=f"{self.title}. {self.description}",
            style=f"display:block;width:100%;height:auto;{limits}",
            src=f"data:image/svg+xml;base64,{source}",
        )
        return f'<div style="width:100%;overflow-x:auto;background:#fff">{picture}</div>'


def _png(svg: str, zoom: float) -> bytes:
    try:
        import resvg_py
    except ImportError as error:
        raise _missing("PNG", "resvg-py") from error
    fonts = [str(font_folder() / name) for name in ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")]
    # The fonts of the machine are left out, so that every machine draws the same picture.
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, skip_system_fonts=True, font_files=fonts))


def _pdf(picture: Picture) -> bytes:
    try:
        import typst
    except ImportError as error:
        raise _missing("PDF", "journeylab[print]") from error
    return typst.compile(
        _PAGE.encode(),
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(font_folder())]),
        sys_inputs={"svg": picture.svg, "title": picture.title, "description": picture.description},
    )


def font_folder() -> Path:
    """Return where the fonts lie that pictures and papers are set in."""
    import matplotlib

    # A school's computer may have no DejaVu Sans; matplotlib brings it along.
    return Path(matplotlib.get_data_path()) / "fonts" / "ttf"


def _missing(what: str, package: str) -> MissingExtraError:
    return MissingExtraError(
        _("Saving a picture as {format} needs a part that is not installed.").format(format=what),
        _('Type in a notebook cell: %pip install "{package}" – or save it as .svg.').format(package=package),
    )
