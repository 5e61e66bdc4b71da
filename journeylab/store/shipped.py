"""Where the data files that come with journeylab lie."""

from __future__ import annotations

from pathlib import Path

from journeylab.errors import DataError
from journeylab.i18n import _

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(name: str) -> Path:
    """Return where a file or folder that comes with journeylab lies.

    Parameters
    ----------
    name : str
        Path below the top folder, with slashes: ``"datasets/touchpoints.yaml"``.

    Raises
    ------
    DataError
        If the installation is incomplete.

    Notes
    -----
    An installed package carries the files inside itself, in ``_shipped``; in a
    checkout they lie beside the package.  Only one of the two is searched: beside
    an *installed* package lie other packages, and one of them may be called ``datasets``.
    """
    inside = _PACKAGE / "_shipped"
    home = inside if inside.is_dir() else _PACKAGE.parent
    path = home / name
    if not path.exists():
        raise DataError(
            _("{name} is missing: it should lie in {folder}.").format(name=name, folder=home),
            _("Install journeylab again: pip install --force-reinstall journeylab"),
        )
    return path
