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
prune() { (cd "$prefix" && rmdir -p "$1" 2>/dev/null) || true; }
while read -r file; do
    rm -f "$prefix/share/$file"
    prune "$(dirname "share/$file")"
done <"$place/shared-files"
rm -f "$prefix/bin/coopdesk"
rm -rf "$place" "${XDG_CONFIG_HOME:-$HOME/.config}/coopdesk" "${XDG_STATE_HOME:-$HOME/.local/state}/coopdesk"
rmdir "$prefix/opt" "$prefix/bin" 2>/dev/null || true

# The desktop's indexes: made anew where others are in them, and gone where we were alone.
refresh() { if command -v "$1" >/dev/null; then "$@" >/dev/null 2>&1 || true; fi; }
is_empty_but() { [ -d "$1" ] && [ -z "$(find "$1" -type f ! -name "$2" | head -n1)" ]; }
mime=$prefix/share/mime
if [ -d "$mime" ]; then
    refresh update-mime-database "$mime"
    if [ ! -d "$mime/packages" ]; then
        for index in XMLnamespaces aliases generic-icons globs globs2 icons magic mime.cache subclasses treemagic types version; do
            rm -f "$mime/$index"
        done
        rm -f "$mime/application/x-coopdesk.xml"
        prune share/mime/application
        prune share/mime
    fi
fi
for indexed in "applications mimeinfo.cache" "icons/hicolor icon-theme.cache"; do
    folder=$prefix/share/${indexed% *}
    if is_empty_but "$folder" "${indexed#* }"; then
        rm -f "$folder/${indexed#* }"
        prune "share/${indexed% *}"
    fi
done
if [ -d "$prefix/share/applications" ]; then refresh update-desktop-database "$prefix/share/applications"; fi
if [ -f "$prefix/share/icons/hicolor/icon-theme.cache" ]; then refresh gtk-update-icon-cache -q -t "$prefix/share/icons/hicolor"; fi
echo "coopdesk est désinstallé ; vos fichiers .coopdesk et leurs sauvegardes sont restés. coopdesk is gone; your files stay."
