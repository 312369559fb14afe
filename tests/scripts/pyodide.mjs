// SPDX-License-Identifier: MIT
// Runs the tests in Pyodide; pyodide.sh, which is next to this file, says how and calls it:
//
//     node pyodide.mjs FOLDER-WITH-NODE_MODULES FOLDER-WITH-PYTEST REPOSITORY [PYTEST-ARGUMENT ...]

import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, site, repository, ...options] = process.argv.slice(2);
const entry = join(resolve(modules), "node_modules", "pyodide", "pyodide.mjs");
const { loadPyodide, version } = await import(pathToFileURL(entry).href);
const pyodide = await loadPyodide({ env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1" } });
console.log(`Pyodide ${version}, Node ${process.version}`);

// No processes can be started in there, which leaves out the tests that need a new interpreter. In
// others JSON is nested so deep that the JavaScript engine's stack ends before Python's recursion
// limit, in json as well, which nothing survives.
const files = ["bodies", "contract", "documents", "errors", "instances", "law", "pydantic_hooks", "signature", "values"];
const left_out = "not (levels or stack or deep or no_json or loaded or raised_recursion_limit)";
const tests = files.map((name) => `tests/test_${name}.py`);

pyodide.mountNodeFS("/site", resolve(site));
pyodide.mountNodeFS("/repository", resolve(repository));
pyodide.globals.set("arguments", pyodide.toPy(["-q", "-p", "no:cacheprovider", "-k", left_out, ...options, ...tests]));
const status = await pyodide.runPythonAsync(`
import os, sys
print("Python", sys.version.split()[0], "on", sys.platform)
sys.path.insert(0, "/site")
os.chdir("/repository")
import pytest
int(pytest.main(list(arguments)))
`);
process.exit(status);
