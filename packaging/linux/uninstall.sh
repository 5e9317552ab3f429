#!/bin/sh
# Take coopdesk away again, with its settings and its log; houses (*.coopdesk) and their backups stay.
set -eu
place=$(cd "$(dirname "$0")" && pwd)
if [ ! -f "$place/shared-files" ]; then
    echo "Lancez uninstall.sh depuis le dossier installé (opt/coopdesk). Run it from where coopdesk is installed." >&2
    exit 1
fi
prefix=$(cd "$place/../.." && pwd)
for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/exe" 2>/dev/null)" = "$place/coopdesk" ]; then
        echo "coopdesk est ouvert : fermez-le, puis recommencez. coopdesk is open: close it, then try again." >&2
        exit 1
    fi
done
while read -r file; do
    rm -f "$prefix/share/$file"
    rmdir -p "$(dirname "$prefix/share/$file")" 2>/dev/null || true
done <"$place/shared-files"
rm -f "$prefix/bin/coopdesk"
rm -rf "$place" "${XDG_CONFIG_HOME:-$HOME/.config}/coopdesk" "${XDG_STATE_HOME:-$HOME/.local/state}/coopdesk"
rmdir "$prefix/opt" "$prefix/bin" 2>/dev/null || true
for tool in "update-mime-database $prefix/share/mime" "update-desktop-database $prefix/share/applications"; do
    command -v "${tool%% *}" >/dev/null && $tool >/dev/null 2>&1 || true
done
echo "coopdesk est désinstallé ; vos fichiers .coopdesk et leurs sauvegardes sont restés. coopdesk is gone; your files stay."
