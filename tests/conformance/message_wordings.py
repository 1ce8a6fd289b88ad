#!/usr/bin/env python3
"""message_wordings.py [FOLDER …]: every sentence that MLflow's own sources can raise, warn or answer about signatures.

Prints one JSON line per wording: `words` with a `{}` for each value that is filled in, `places` (file, line, class or function called) and
the releases that have it. A folder holds an unpacked MLflow (`mlflow/…`) and is named as its release; without one, the installed MLflow is
read. A message that is put together from several strings gives one line per string: each is looked for on its own."""
import ast
import json
import pathlib
import re
import sys

# The modules that speak of signatures, schemas, params, input examples, type hints and requests.
MODULES = """
models/utils.py models/signature.py models/model.py types/schema.py types/utils.py types/type_hints.py types/llm.py
pyfunc/__init__.py pyfunc/model.py pyfunc/scoring_server/__init__.py pyfunc/utils/data_validation.py utils/proto_json_utils.py
store/_unity_catalog/registry/rest_store.py utils/autologging_utils/__init__.py transformers/signature.py exceptions.py
""".split()

LOGS = {"warn", "warning", "info", "error", "exception", "color_warning"}
RAISES = {"MlflowException", "invalid_parameter_value", "_handle_serving_error", "InvocationsResponse", "Response", "__init__"}
# Shorter strings are parts of a name or a separator.
LETTERS = 12


def parts(node, names):
    """The strings that an expression can come to, values left open; names are looked up among the function's and the module's strings."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        whole, more = "", []
        for value in node.values:
            if isinstance(value, ast.Constant):
                whole += value.value
            else:
                whole += "{}"
                more += parts(value.value, names) if isinstance(value.value, (ast.Name, ast.IfExp)) else []
        return [whole, *more]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = parts(node.left, names), parts(node.right, names)
        return left + right
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return parts(node.left, names)
    if isinstance(node, ast.IfExp):
        return parts(node.body, names) + parts(node.orelse, names)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("format", "strip"):
        return parts(node.func.value, names)
    if isinstance(node, ast.Name):
        return names.get(node.id, [])
    return []


def strings_of(body, names):
    """The strings that are bound to each name in a function or module, every branch's."""
    found = dict(names)
    own = {}
    for node in ast.walk(ast.Module(body=body, type_ignores=[])):
        if isinstance(node, (ast.Assign, ast.AugAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    own.setdefault(target.id, []).extend(parts(node.value, {**names, **own}))
    return {**found, **own}


def called(node):
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def messages(tree):
    """(line, what is called, string) of everything that is raised, warned of or answered."""
    raised = {id(node.exc) for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.exc is not None}

    def visit(node, names):
        for child in ast.iter_child_nodes(node):
            inner = strings_of(child.body, names) if isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef)) else names
            if isinstance(child, ast.Call) and (id(child) in raised or called(child.func) in LOGS | RAISES):
                given = list(child.args) + [one.value for one in child.keywords if one.arg in ("message", "msg", "error_message", "response")]
                for argument in given:
                    for words in parts(argument, inner):
                        yield child.lineno, called(child.func), words
            yield from visit(child, inner)

    yield from visit(tree, strings_of([node for node in tree.body if isinstance(node, ast.Assign)], {}))


def normal(words):
    """One space for each run of white space, `{}` for each open value."""
    return re.sub(r"\s+", " ", re.sub(r"\{[^{}]*\}|%[srd]|%\([a-z]+\)s", "{}", words)).strip()


def wordings(folder):
    """{words: [(file, line, called), …]} of an unpacked MLflow."""
    found = {}
    for module in MODULES:
        path = folder / "mlflow" / module
        if not path.exists():
            continue
        for line, name, words in messages(ast.parse(path.read_text("utf-8"))):
            plain = normal(words)
            if len(re.sub(r"[^A-Za-z]", "", plain.replace("{}", ""))) >= LETTERS:
                found.setdefault(plain, []).append((module, line, name))
    return found


def installed():
    import mlflow

    return pathlib.Path(mlflow.__file__).parent.parent


def main(folders):
    collected = {}
    for folder in folders:
        for words, places in wordings(folder).items():
            one = collected.setdefault(words, {"words": words, "places": places, "releases": []})
            one["releases"].append(folder.name)
    for one in collected.values():
        print(json.dumps(one))


if __name__ == "__main__":
    main([pathlib.Path(name) for name in sys.argv[1:]] or [installed()])
