"""`make clients`: makes every client anew from docs/openapi.yaml, and compiles it as it came.

No line of generated code is edited. The programs in smoke/ are laid beside it and compiled with it.
"""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

import tree_sitter_java
from tree_sitter import Language, Node, Parser

from clients.places import HERE, MADE, ROOT, SCHEMA, document, run

JAVA = Parser(Language(tree_sitter_java.language()))
TYPESCRIPT = ("typescript-fetch", "openapi-fetch")


def generate() -> None:
    """Every client, from the schema."""
    for name in ("python", "openapi-python-client", "go", "java", *TYPESCRIPT):
        shutil.rmtree(MADE / name, ignore_errors=True)
        (MADE / name).mkdir(parents=True)
    configurations = sorted((HERE / "generators").glob("*.yaml"))
    run(
        *("openapi-generator-cli", "batch", "--fail-fast", "--threads", "2", "--root-dir", ROOT),
        *configurations,
    )
    run(
        *("openapi-python-client", "generate", "--path", SCHEMA, "--meta", "none"),
        *("--fail-on-warning", "--output-path", MADE / "openapi-python-client" / "tracker_api"),
    )
    run("openapi-typescript", SCHEMA, "--output", MADE / "openapi-fetch" / "schema.d.ts")


def lay_smoke_programs() -> None:
    """The programs that use the clients, beside them."""
    shutil.copytree(HERE / "smoke", MADE, dirs_exist_ok=True)


def compile_python() -> str:
    """Every module of both Python clients can be imported."""
    counts = []
    for folder in ("python/tracker_client", "openapi-python-client/tracker_api"):
        package = MADE / folder
        names = [module_name(path, package.parent) for path in sorted(package.rglob("*.py"))]
        program = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
        run("python", "-W", "error", "-c", program, *names, folder=package.parent)
        counts.append(f"{len(names)} modules of {package.name}")
    return " and ".join(counts)


def module_name(path: Path, folder: Path) -> str:
    parts = path.relative_to(folder).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def compile_typescript() -> str:
    """Both TypeScript clients and their programs pass the strict compiler."""
    for name in TYPESCRIPT:
        run("tsc", "--project", MADE / name)
    files = sum(len(list((MADE / name).rglob("*.ts"))) for name in TYPESCRIPT)
    return f"{files} files of {' and '.join(TYPESCRIPT)}"


def compile_go() -> str:
    """The Go client and its program pass `go vet` and are built."""
    folder = MADE / "go"
    run("go", "vet", "./tracker", ".", folder=folder)
    run("go", "build", "-o", "smoke", ".", folder=folder)
    return f"{len(list((folder / 'tracker').glob('*.go')))} files"


def parse_java() -> str:
    """The Java client is Java. Nothing compiles it: no registry that we use has its libraries."""
    files = sorted((MADE / "java" / "src").rglob("*.java"))
    for path in files:
        tree = JAVA.parse(path.read_bytes())
        if tree.root_node.has_error:
            line = first_error(tree.root_node).start_point.row + 1
            raise SystemExit(f"{path.relative_to(ROOT)}, line {line}: this is not Java.")
    if not files:
        raise SystemExit("There is no file of Java.")
    return f"{len(files)} files parsed"


def first_error(node: Node) -> Node:
    """The innermost node where the parser did not know how to go on."""
    for child in node.children:
        if child.has_error:
            return first_error(child)
    return node


def size_of_schema() -> str:
    paths, schemas = document()["paths"], document()["components"]["schemas"]
    return f"{sum(map(len, paths.values()))} operations and {len(schemas)} components"


STEPS: dict[str, Callable[[], str | None]] = {
    "Generated": generate,
    "Programs": lay_smoke_programs,
    "Python": compile_python,
    "TypeScript": compile_typescript,
    "Go": compile_go,
    "Java": parse_java,
}


def main() -> None:
    print(f"Clients of {size_of_schema()}:", flush=True)
    for name, step in STEPS.items():
        started = time.monotonic()
        told = step() or "done"
        print(f"  {name}: {told} ({time.monotonic() - started:.1f} s)", flush=True)


if __name__ == "__main__":
    main()
