"""Which files of the Windows wheels ship: of Qt only what is named, of the others all but what is never used."""

import re
from pathlib import Path

from builder.files import all_files

_QT = re.compile(
    r"PySide6/(Qt(Core|Gui|Widgets|PrintSupport|Svg)\.pyd|Qt6(Core|Gui|Widgets|PrintSupport|Svg)\.dll|pyside6\.abi3\.dll|"
    r"[^/]+\.py|support/.*\.py|"
    r"plugins/(platforms/(qwindows|qoffscreen)|imageformats/q(jpeg|svg)|iconengines/qsvgicon)\.dll|"
    r"translations/(qt|qtbase)_(fr|en)\.qm)$"
)
_SHIBOKEN = re.compile(r"shiboken6/(Shiboken\.pyd|shiboken6\.abi3\.dll|[^/]+\.py)$")
_BABEL = re.compile(r"babel/(.*\.py|global\.dat|locale-data/(root|fr|fr_FR|en|en_001|en_150|en_GB|en_US)\.dat)$")
_UNUSED = re.compile(
    r"(PIL/(_avif|_webp|_imagingcms|_imagingtk|_imagingmorph|_imagingft|_imagingmath)\.|PIL/.*\.(pyi|lib)$|"
    r"reportlab/fonts/.*\.(pfb|afm|ttf)$|reportlab/graphics/(testshapes|samples/.*)|stdnum/.*\.dat$|"
    # The catalogue is read compiled.
    r"coopdesk/resources/locale/.*\.po$|"
    r"alembic/(templates|testing)/|sqlalchemy/testing/|pypdfium2_cli/|"
    r"tzdata/zoneinfo/[^/]*\.(tab|zi)$|icalendar/tests/|mako/testing/|.*/tests?/|.*\.(pyi|pyx|pxd|c|h|typed)$|"
    r"[^/]+\.dist-info/|(bin|Scripts)/)"
)
RUNTIME = re.compile(r"PySide6/((msvcp140(_1|_2)?|vcruntime140(_1)?)\.dll)$")
"""Microsoft's runtime, which goes beside Python, once."""


def is_kept(name: str) -> bool:
    """Whether a file of the wheels ships, by its name in them."""
    if name.startswith("PySide6/"):
        return bool(_QT.match(name))
    if name.startswith("shiboken6/"):
        return bool(_SHIBOKEN.match(name))
    if name.startswith("babel/"):
        return bool(_BABEL.match(name))
    return not _UNUSED.match(name)


def slim(site: Path) -> list[tuple[Path, str]]:
    """The files to ship and their names below `lib`; Microsoft's runtime has a name below `..`."""
    kept: list[tuple[Path, str]] = []
    for path in all_files(site):
        name = path.relative_to(site).as_posix()
        if found := RUNTIME.match(name):
            kept.append((path, f"../{found[1]}"))
        elif is_kept(name) and "__pycache__" not in name:
            kept.append((path, name))
    return kept
