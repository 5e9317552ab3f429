#!/bin/sh
# Put coopdesk in place for one user, without root; run again, it brings an older version up to date.
#
#   ./install.sh               into ~/.local
#   ./install.sh FOLDER        into another folder
set -eu
here=$(cd "$(dirname "$0")" && pwd)
# It says itself, in one sentence, where a system is too old for it.
told=$("$here/coopdesk" --version) || exit 1
new=${told#* }
prefix=${1:-$HOME/.local}
mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)
place=$prefix/opt/coopdesk

is_french() { case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in en*) false ;; *) true ;; esac; }
say() { if is_french; then echo "$1"; else echo "$2"; fi; }

for process in /proc/[0-9]*; do
    if [ "$(readlink "$process/exe" 2>/dev/null)" = "$place/coopdesk" ]; then
        say "coopdesk est ouvert : fermez-le, puis recommencez." "coopdesk is open: close it, then try again." >&2
        exit 1
    fi
done

# Two versions are compared part by part; a downgrade could meet files it cannot read.
if [ -x "$place/coopdesk" ]; then
    old=$("$place/coopdesk" --version | cut -d' ' -f2)
    if [ "$old" != "$new" ] && [ "$(printf '%s\n%s\n' "$old" "$new" | sort -V | tail -n1)" = "$old" ]; then
        say "coopdesk $old est déjà là, plus récent que $new : rien n’a été changé." \
            "coopdesk $old is there already, newer than $new: nothing was changed." >&2
        exit 1
    fi
fi

# Beside first, then one rename: an interrupted copy leaves what was there.
mkdir -p "$prefix/opt" "$prefix/bin" "$prefix/share"
rm -rf "$place.new"
cp -R "$here/program" "$place.new"
cp "$here/uninstall.sh" "$place.new/uninstall.sh"
cp -R "$here/licences" "$place.new/licences"
(cd "$here/share" && find . -type f) | sed 's,^\./,,' >"$place.new/shared-files"
rm -rf "$place.old"
if [ -d "$place" ]; then mv "$place" "$place.old"; fi
mv "$place.new" "$place"
rm -rf "$place.old"

cp -R "$here/share/." "$prefix/share/"
ln -sf "$place/coopdesk" "$prefix/bin/coopdesk"
# A folder may have any sign in its name.
named=$(printf '%s' "$place" | sed 's/[&,\\]/\\&/g')
sed "s,^Exec=coopdesk,Exec=\"$named/coopdesk\",; s,^TryExec=.*,TryExec=$named/coopdesk," \
    "$here/share/applications/coopdesk.desktop" >"$prefix/share/applications/coopdesk.desktop"

refresh() { if command -v "$1" >/dev/null; then "$@" >/dev/null 2>&1 || true; fi; }
refresh update-mime-database "$prefix/share/mime"
refresh update-desktop-database "$prefix/share/applications"
refresh gtk-update-icon-cache -q -t "$prefix/share/icons/hicolor"
say "coopdesk $new est installé : cherchez-le dans le menu, ou lancez $prefix/bin/coopdesk." \
    "coopdesk $new is installed: look for it in the menu, or run $prefix/bin/coopdesk."
