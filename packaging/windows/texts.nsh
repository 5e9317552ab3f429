; What the installer says; the language is that of Windows.
!macro Say NAME FRENCH ENGLISH
  LangString ${NAME} ${LANG_FRENCH} "${FRENCH}"
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
!macroend

!insertmacro Say Welcome \
  "coopdesk ${VERSION} va être installé pour vous seul, sans mot de passe d’administrateur.$\r$\n$\r$\nSi une version plus ancienne est déjà là, elle est mise à jour. Vos fichiers .coopdesk et leurs sauvegardes ne sont pas touchés." \
  "coopdesk ${VERSION} will be installed for you alone, without an administrator’s password.$\r$\n$\r$\nAn older version that is already there is updated. Your .coopdesk files and their backups are not touched."
!insertmacro Say Finished \
  "coopdesk est installé. Vous le trouverez dans le menu Démarrer et sur le Bureau ; un double-clic sur un fichier .coopdesk l’ouvre aussi." \
  "coopdesk is installed. You will find it in the Start menu and on the desktop; a double click on a .coopdesk file opens it too."
!insertmacro Say RunNow "Ouvrir coopdesk maintenant" "Open coopdesk now"
!insertmacro Say Removal \
  "coopdesk va être désinstallé, avec ses réglages. Vos fichiers .coopdesk et leurs sauvegardes restent où ils sont." \
  "coopdesk will be uninstalled, with its settings. Your .coopdesk files and their backups stay where they are."
; The word on the left button is Windows', and not the same in every Windows in French.
!insertmacro Say CloseIt \
  "coopdesk est ouvert. Fermez-le, puis continuez avec le bouton de gauche : rien n’a encore été changé." \
  "coopdesk is open. Close it, then go on with the button on the left: nothing has been changed yet."
!insertmacro Say Newer \
  "coopdesk $R0 est déjà installé, plus récent que cette version ${VERSION}.$\r$\n$\r$\nRien n’a été changé : une version plus ancienne pourrait ne pas savoir lire vos fichiers." \
  "coopdesk $R0 is already installed, newer than this version ${VERSION}.$\r$\n$\r$\nNothing was changed: an older version might not be able to read your files."
!insertmacro Say TooOld \
  "coopdesk demande Windows 10 ou 11, en 64 bits. Rien n’a été installé." \
  "coopdesk needs Windows 10 or 11, 64-bit. Nothing was installed."
!insertmacro Say TypeName "Maison de coopdesk" "House of coopdesk"
!insertmacro Say Purpose \
  "Associations, salles, matériel et coopération d’une maison de quartier" \
  "Associations, rooms, equipment and cooperation of a neighbourhood house"
