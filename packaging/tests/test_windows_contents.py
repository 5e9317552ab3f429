"""What the Windows archive holds that only Windows asks for."""

import re
import subprocess
import zipfile
from pathlib import Path, PurePosixPath

SYSTEM_DLLS = re.compile(
    r"(api-ms-win-.*|kernel32|user32|gdi32|advapi32|shell32|shlwapi|ole32|oleaut32|ws2_32|winmm|version|bcrypt|crypt32|rpcrt4|"
    r"comdlg32|comctl32|imm32|uxtheme|dwmapi|dwrite|d2d1|d3d9|d3d11|d3d12|dxgi|setupapi|userenv|netapi32|mpr|winspool|wtsapi32|"
    r"shcore|authz|icuuc|icuin|icu|msvcrt|ucrtbase|secur32|iphlpapi|dnsapi|ntdll|usp10|oleacc|uiautomationcore|propsys|"
    r"powrprof|cfgmgr32|dcomp|mscms|runtimeobject|synchronization)(\.dll|\.drv)$"
)


def test_windows_finds_every_library(dist: Path, version: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(dist / f"coopdesk-{version}-win64-portable.zip") as archive:
        archive.extractall(tmp_path)
    windows = tmp_path / "coopdesk"
    shipped = {path.name.lower() for path in windows.rglob("*.dll")}
    missing = {
        f"{path.name} wants {name}"
        for path in [*windows.rglob("*.dll"), *windows.rglob("*.pyd"), *windows.glob("*.exe")]
        for name in _imports(path)
        if name not in shipped and not SYSTEM_DLLS.match(name)
    }
    assert missing == set()


def _imports(path: Path) -> set[str]:
    told = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", path], check=True, capture_output=True, text=True)
    return {PurePosixPath(name).name.lower() for name in re.findall(r"DLL Name: (\S+)", told.stdout)}
