/* Starts coopdesk: Python and the program are in the folder `program` beside this file.

   Compiled twice: coopdesk.exe, a window, and coopdesk-cli.exe (TERMINAL), which writes to the terminal it is run in.
   Where `portable.txt` is beside it, settings and log go to the folder `settings` there instead of the user's profile. */
#include <windows.h>
#include <shellapi.h>
#include <wchar.h>

#define LONGEST 32768

typedef int (*PyMain)(int, wchar_t **);

static wchar_t folder[LONGEST], path[LONGEST];

/* The path of something beside this program. */
static const wchar_t *beside(const wchar_t *name) {
    _snwprintf(path, LONGEST - 1, L"%ls\\%ls", folder, name);
    return path;
}

static int fail(void) {
    MessageBoxW(NULL,
                L"Il manque des fichiers de coopdesk, ou ils sont abîmés. Installez-le à nouveau : vos données ne sont pas "
                L"concernées.\n\nFiles of coopdesk are missing or damaged. Install it again: your data is not concerned.",
                L"coopdesk", MB_ICONERROR);
    return 3;
}

static int start(void) {
    int count, i;
    wchar_t **given = CommandLineToArgvW(GetCommandLineW(), &count), **passed;
    DWORD length = GetModuleFileNameW(NULL, folder, LONGEST - 1);
    wchar_t *end = wcsrchr(folder, L'\\');
    if (given == NULL || length == 0 || end == NULL) return fail();
    *end = 0;
    if (GetFileAttributesW(beside(L"portable.txt")) != INVALID_FILE_ATTRIBUTES) {
        beside(L"settings");
        CreateDirectoryW(path, NULL);
        SetEnvironmentVariableW(L"WIN_PD_OVERRIDE_LOCAL_APPDATA", path);
        SetEnvironmentVariableW(L"WIN_PD_OVERRIDE_APPDATA", path);
    }
    /* Libraries are looked for beside Python and in Windows, never in the folder the user happens to be in. */
    SetDefaultDllDirectories(LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    AddDllDirectory(beside(L"program"));
    HMODULE python = LoadLibraryExW(beside(L"program\\python311.dll"), NULL,
                                    LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_DEFAULT_DIRS);
    PyMain run = python ? (PyMain)(void *)GetProcAddress(python, "Py_Main") : NULL;
    passed = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, (count + 3) * sizeof *passed);
    if (run == NULL || passed == NULL) return fail();
    passed[0] = given[0];
    passed[1] = L"-m";
    passed[2] = L"coopdesk";
    for (i = 1; i < count; i++) passed[i + 2] = given[i];
    return run(count + 2, passed);
}

#ifdef TERMINAL
int wmain(void) { return start(); }
#else
int WINAPI wWinMain(HINSTANCE own, HINSTANCE former, LPWSTR line, int show) { return start(); }
#endif
