; The installer for Windows: for one user, without an administrator. `builder/installer.py` and `windows/build.ps1` give it
; VERSION, NUMBERS (a.b.c.d), TREE (the folder to install), ICON and OUTPUT; QUICK compresses little, SIGN signs the uninstaller.
Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 64
!endif
!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include x64.nsh
!include WordFunc.nsh
!include FileFunc.nsh

!define NAME "coopdesk"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${NAME}"
!define CLASS "coopdesk.House"

Name "${NAME} ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"
ShowInstDetails nevershow
ShowUninstDetails nevershow
; Dates of the machine that builds would make every installer another one.
SetDateSave off

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
; icons/coopdesk-setup.svg, drawn in twice the size and in the sixteen colours that it needs.
!define MUI_WELCOMEFINISHPAGE_BITMAP "${__FILEDIR__}\setup.bmp"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\coopdesk.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(RunNow)"
!define MUI_WELCOMEPAGE_TEXT "$(Welcome)"
!define MUI_FINISHPAGE_TEXT "$(Finished)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(Removal)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is for whoever has Windows in neither.
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"
; Without a word on it, makensis on Windows would read this as the code page of the machine.
!include /CHARSET=UTF8 "${__FILEDIR__}\texts.nsh"

VIProductVersion ${NUMBERS}
VIFileVersion ${NUMBERS}
!macro About LANGUAGE DESCRIPTION
  VIAddVersionKey /LANG=${LANGUAGE} "ProductName" "${NAME}"
  VIAddVersionKey /LANG=${LANGUAGE} "ProductVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileVersion" "${VERSION}"
  VIAddVersionKey /LANG=${LANGUAGE} "FileDescription" "${DESCRIPTION}"
  VIAddVersionKey /LANG=${LANGUAGE} "CompanyName" "The coopdesk authors"
  VIAddVersionKey /LANG=${LANGUAGE} "LegalCopyright" "Copyright (c) 2026 The coopdesk authors, MIT licence"
!macroend
!insertmacro About ${LANG_FRENCH} "Installation de coopdesk"
!insertmacro About ${LANG_ENGLISH} "Installer of coopdesk"

; A program that runs cannot be opened for writing: $0 becomes 1 while coopdesk is open.
!macro LookWhetherOpen
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\program\python311.dll"
    ClearErrors
    FileOpen $1 "$INSTDIR\program\python311.dll" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
!macroend

; Ends the installer when nobody closes it; what was already unpacked goes.
!macro AskAgain
  ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(CloseIt)" /SD IDCANCEL IDCANCEL`
    RMDir /r "$INSTDIR\program.new"
    SetErrorLevel 5
    Quit
  ${EndIf}
!macroend

!macro AskToClose
  ${Do}
    !insertmacro LookWhetherOpen
    ${If} $0 = 0
      ${ExitDo}
    ${EndIf}
    !insertmacro AskAgain
  ${Loop}
!macroend

Function .onInit
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(TooOld)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ReadRegStr $R0 HKCU "${KEY}" "DisplayVersion"
  ${If} $R0 != ""
    ${VersionCompare} "$R0" "${VERSION}" $R1
    ${If} $R1 = 1
      MessageBox MB_OK|MB_ICONINFORMATION "$(Newer)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "" MAIN
  !insertmacro AskToClose
  ; Beside first: whatever happens meanwhile, the version that was there still runs.
  RMDir /r "$INSTDIR\program.new"
  SetOutPath "$INSTDIR\program.new"
  File /r "${TREE}\program\*"
  SetOutPath "$INSTDIR"
  ; Set aside whole, or not at all: a file that an antivirus holds for a moment must not leave half a program.
  RMDir /r "$INSTDIR\program.old"
  ${Do}
    !insertmacro AskToClose
    ${IfNot} ${FileExists} "$INSTDIR\program\*.*"
      ${ExitDo}
    ${EndIf}
    ClearErrors
    Rename "$INSTDIR\program" "$INSTDIR\program.old"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    !insertmacro AskAgain
  ${Loop}
  Rename "$INSTDIR\program.new" "$INSTDIR\program"
  RMDir /r "$INSTDIR\program.old"
  File "${TREE}\coopdesk.exe"
  File "${TREE}\coopdesk-cli.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\coopdesk.lnk" "$INSTDIR\coopdesk.exe" "" "$INSTDIR\coopdesk.exe" 0 SW_SHOWNORMAL "" "$(Purpose)"
  ; Who took it off the desktop does not find it there again after an update.
  ${If} $R0 == ""
    CreateShortcut "$DESKTOP\coopdesk.lnk" "$INSTDIR\coopdesk.exe" "" "$INSTDIR\coopdesk.exe" 0 SW_SHOWNORMAL "" "$(Purpose)"
  ${EndIf}

  WriteRegStr HKCU "Software\Classes\.coopdesk" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\.coopdesk\OpenWithProgids" "${CLASS}" ""
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "$(TypeName)"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\coopdesk.exe,1"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\coopdesk.exe" "%1"'

  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\coopdesk.exe,0"
  WriteRegStr HKCU "${KEY}" "Publisher" "The coopdesk authors"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  SectionGetSize ${MAIN} $1
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" "$1"
  ; Last: this is how it is known that everything else is there.
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  !insertmacro AskToClose
  ; Only what was installed: whatever somebody put into this folder stays, houses above all.
  RMDir /r "$INSTDIR\program"
  RMDir /r "$INSTDIR\program.new"
  RMDir /r "$INSTDIR\program.old"
  Delete "$INSTDIR\coopdesk.exe"
  Delete "$INSTDIR\coopdesk-cli.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\coopdesk.lnk"
  Delete "$DESKTOP\coopdesk.lnk"
  ; The settings and the log of the program.
  RMDir /r "$LOCALAPPDATA\coopdesk"
  RMDir /r "$LOCALAPPDATA\Temp\coopdesk"
  ReadRegStr $1 HKCU "Software\Classes\.coopdesk" ""
  ${If} $1 == "${CLASS}"
    DeleteRegKey HKCU "Software\Classes\.coopdesk"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegKey HKCU "${KEY}"
  ${RefreshShellIcons}
SectionEnd
