// SPDX-License-Identifier: MIT
// Runs the tests in Pyodide. `nox -s pyodide` installs what it needs and calls it:
//
//     node tests/pyodide.mjs FOLDER-WITH-NODE_MODULES-AND-SITE [PYTEST-ARGUMENT ...]

import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, ...options] = process.argv.slice(2);
const entry = join(resolve(folder), "node_modules", "pyodide", "pyodide.mjs");
const { loadPyodide, version } = await import(pathToFileURL(entry).href);
const pyodide = await loadPyodide({ env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" } });
console.log(`Pyodide ${version}, Node ${process.version}`);

// There are no threads, so pytest can't watch for tests that hang.
const selected = "not (slow or needs_processes or needs_stack)";
const fixed = ["-q", "-p", "no:cacheprovider", "--ignore=tests/interop", "-o", "faulthandler_timeout=0", "-m", selected];

pyodide.mountNodeFS("/site", join(resolve(folder), "site"));
pyodide.mountNodeFS("/repository", resolve(import.meta.dirname, ".."));
pyodide.globals.set("arguments", pyodide.toPy([...fixed, ...options]));
const status = await pyodide.runPythonAsync(`
import os, sys
print("Python", sys.version.split()[0], "on", sys.platform)
sys.path.insert(0, "/site")
os.chdir("/repository")
import pytest
int(pytest.main(list(arguments)))
`);
process.exit(status);
