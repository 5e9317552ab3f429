# The ordinary road, on a Windows machine: PyInstaller, then NSIS, the same layout and the same installer as from Linux.
#
# It needs Python 3.11 (py launcher) and NSIS (makensis on the path). From the top of the source tree:
#   powershell -ExecutionPolicy Bypass -File packaging\windows\build.ps1
#
# To sign: set COOPDESK_SIGN_THUMBPRINT to that of a certificate in the user's store; signtool must be on the path.
$ErrorActionPreference = "Stop"
$here = $PSScriptRoot
$root = (Resolve-Path "$here\..\..").Path
$work = "$here\build"
$site = "$work\site"
$python = "$work\environment\Scripts\python.exe"
$pins = "$root\packaging\pins"

function Invoke-Checked {
    param([scriptblock]$Command)
    & $Command
    if ($LASTEXITCODE -ne 0) { throw "failed: $Command" }
}

function Protect-Program {
    param([string]$Path)
    if ($env:COOPDESK_SIGN_THUMBPRINT) {
        Invoke-Checked { signtool sign /sha1 $env:COOPDESK_SIGN_THUMBPRINT /fd SHA256 /d coopdesk $Path }
    }
}

if (Test-Path $work) { Remove-Item -Recurse -Force $work }
New-Item -ItemType Directory -Force $work, "$root\dist" | Out-Null
Invoke-Checked { py -3.11 -m venv "$work\environment" }
# What only builds, and by itself what ships: all of it pinned by version and hash, as it is on Linux.
$pip = "-m", "pip", "--disable-pip-version-check", "--no-input", "-q", "install", "--no-deps"
Invoke-Checked { & $python $pip --require-hashes "--only-binary=:all:" -r "$pins\freezer.txt" }
Invoke-Checked { & $python $pip --require-hashes "--only-binary=:all:" --target $site -r "$pins\windows.txt" }
Invoke-Checked { & $python $pip --no-build-isolation --target $site $root }

# PyInstaller and what follows find the program there, and nothing else.
$env:PYTHONPATH = $site
Invoke-Checked { & $python "$here\prepare.py" $work }
$version = (Get-Content "$work\version").Trim()
$numbers = (Get-Content "$work\numbers").Trim()
Invoke-Checked { & $python -m PyInstaller --noconfirm --distpath "$work\dist" --workpath "$work\work" "$here\coopdesk.spec" }
$env:PYTHONPATH = ""

$tree = "$work\dist\coopdesk"
Copy-Item -Recurse "$work\licences" "$tree\program\licences"
foreach ($name in "coopdesk.exe", "coopdesk-cli.exe") { Protect-Program "$tree\$name" }
Invoke-Checked { & "$tree\coopdesk-cli.exe" self-test }

$setup = "$root\dist\coopdesk-$version-win64-setup.exe"
$portable = "$root\dist\coopdesk-$version-win64-portable.zip"
$defined = "-DVERSION=$version", "-DNUMBERS=$numbers", "-DTREE=$tree", "-DICON=$work\coopdesk.ico", "-DOUTPUT=$setup"
if ($env:COOPDESK_SIGN_THUMBPRINT) {
    $defined += "-DSIGN=signtool sign /sha1 $env:COOPDESK_SIGN_THUMBPRINT /fd SHA256 /d coopdesk"
}
Invoke-Checked { makensis "-V2" $defined "$here\installer.nsi" }
Protect-Program $setup

Copy-Item "$here\portable.txt", "$here\LISEZMOI.txt" $tree
Compress-Archive -Force -Path $tree -DestinationPath $portable
$sums = foreach ($path in $portable, $setup) {
    "{0}  {1}" -f (Get-FileHash -Algorithm SHA256 $path).Hash.ToLower(), (Split-Path -Leaf $path)
}
[IO.File]::WriteAllText("$root\dist\SHA256SUMS", ($sums -join "`n") + "`n")
Write-Output "Built $setup"
