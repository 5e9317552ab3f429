# The ordinary road, on a Windows machine: PyInstaller, then NSIS, the same layout and the same installer as from Linux.
#
# It needs Python 3.11 (py launcher) and NSIS (makensis on the path). From the top of the source tree:
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
#
# To sign: set COOPDESK_SIGN_THUMBPRINT to that of a certificate in the user's store; signtool must be on the path.
$ErrorActionPreference = "Stop"
$here = $PSScriptRoot
$root = Resolve-Path "$here\..\.."
$work = "$here\build"
$python = "$work\environment\Scripts\python.exe"

function Invoke-Checked { param([scriptblock]$Command) & $Command; if ($LASTEXITCODE) { throw "failed: $Command" } }
function Protect-Program {
    param([string]$Path)
    if ($env:COOPDESK_SIGN_THUMBPRINT) {
        Invoke-Checked { signtool sign /sha1 $env:COOPDESK_SIGN_THUMBPRINT /fd SHA256 /d coopdesk $Path }
    }
}

New-Item -ItemType Directory -Force $work, "$root\dist" | Out-Null
Invoke-Checked { py -3.11 -m venv "$work\environment" }
Invoke-Checked { & $python -m pip install -q --no-deps --require-hashes --only-binary=:all: -r "$here\..\pins\windows.txt" }
# These only build; what ships of them is PyInstaller's bootloader.
Invoke-Checked { & $python -m pip install -q pyinstaller==6.22.3 hatchling==1.33.0 }
Invoke-Checked { & $python -m pip install -q --no-deps --no-build-isolation "$root" }
Invoke-Checked { & $python "$here\version_resource.py" "$work" }

$version = Get-Content "$work\version"
$numbers = Get-Content "$work\numbers"
Invoke-Checked { & $python -m PyInstaller --noconfirm --distpath "$work\dist" --workpath "$work\work" "$here\coopdesk.spec" }
$tree = "$work\dist\coopdesk"
foreach ($name in "coopdesk.exe", "coopdesk-cli.exe") { Protect-Program "$tree\$name" }
Invoke-Checked { & "$tree\coopdesk-cli.exe" self-test }

$output = "$root\dist\coopdesk-$version-win64-setup.exe"
Invoke-Checked { makensis -V2 "-DVERSION=$version" "-DNUMBERS=$numbers" "-DTREE=$tree" "-DICON=$work\coopdesk.ico" "-DOUTPUT=$output" "$here\installer.nsi" }
Protect-Program $output
Copy-Item "$here\portable.txt", "$here\LISEZMOI.txt" $tree
Compress-Archive -Force -Path $tree -DestinationPath "$root\dist\coopdesk-$version-win64-portable.zip"
Write-Output "Built $output"
