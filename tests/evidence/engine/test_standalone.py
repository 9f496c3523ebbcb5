"""verify.py: one file, an empty environment, the same answers as the command."""

import ast
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence.engine.archives import members, record, wacz
from evidence.engine.authority import Authority
from evidence.engine.making import Export
from holdfast.cli.verify import verify_command
from holdfast.evidence import engine
from holdfast.evidence.standalone import STANDALONE_MODULES, verify_py

DATA = Path(__file__).parents[4] / "shared" / "data" / "evidence"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("alone") / "verify.py"
    path.write_text(verify_py(), encoding="utf-8")
    return path


def alone(program: Path, *words: str, python: str = sys.executable) -> tuple[int, str]:
    """Run verify.py in an empty environment, without site-packages."""
    done = subprocess.run(
        [python, "-I", "-S", str(program), *words],
        env={},
        capture_output=True,
        timeout=60,
        cwd="/",
        check=False,
    )
    assert not done.stderr or done.returncode == 2, done.stderr.decode()
    return done.returncode, done.stdout.decode()


def command(*words: str) -> tuple[int, str]:
    answer = CliRunner().invoke(verify_command, list(words))
    return answer.exit_code, answer.output


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("export")
    export = Export(place / "export", Authority(place / "tsa", "Hill time"), ots=True)
    export.files["verify.py"] = verify_py().encode()
    return export.write()


def test_it_works(program: Path, folder: Path) -> None:
    code, out = alone(program, str(folder), "--json")
    answer = json.loads(out)
    assert (code, answer["result"]) == (0, "passed")
    assert set(answer) == {"result", "checks"}
    assert all(set(check) == {"name", "result", "why"} for check in answer["checks"])
    # Without site-packages it is openssl that checks; the command here has cryptography.
    assert answer == json.loads(command(str(folder), "--json")[1])


def test_without_a_path_it_checks_the_export_it_lies_in(program: Path, folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder, copy)
    assert (copy / "verify.py").read_bytes() == program.read_bytes()
    assert alone(copy / "verify.py", "--json")[0] == 0
    (copy / "data/captures/E-0001/text.txt").write_bytes(b"601 trucks")
    code, out = alone(copy / "verify.py")
    assert code == 1
    assert "data/captures/E-0001/text.txt was changed" in out


def fixtures() -> Iterator[Path]:
    if DATA.is_dir():
        yield from sorted(
            path for path in DATA.rglob("*") if path.suffix in (".tsr", ".ots", ".wacz", ".gz", ".warc")
        )


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data/evidence is not here")
def test_it_answers_as_the_command_does_over_all_fixtures(program: Path) -> None:
    for path in fixtures():
        words = [str(path), "--json"]
        if path.suffix == ".tsr":
            words += [
                "--trust",
                str(path.parent / "ts_chain.pem"),
                "--data",
                str(path.parent / "request.der"),
            ]
        code, out = alone(program, *words)
        there, said = command(*words)
        assert (code, plain(json.loads(out))) == (there, plain(json.loads(said))), path


def plain(answer: dict[str, object]) -> object:
    """The results; the words of openssl about a chain are not the library's."""
    return answer["result"], [(check["name"], check["result"]) for check in answer["checks"]]  # type: ignore[attr-defined]


def test_small_files_of_our_own_get_the_same_answers(program: Path, tmp_path: Path) -> None:
    for name, data in {
        "a.warc": record(),
        "b.warc.gz": members(record()),
        "c.wacz": wacz(),
        "d": b"noise",
    }.items():
        (tmp_path / name).write_bytes(data)
        assert alone(program, str(tmp_path / name), "--json") == command(str(tmp_path / name), "--json")


@pytest.mark.parametrize("version", ["3.9", "3.10", "3.12", "3.13"])
def test_it_runs_on_the_pythons_of_strangers(
    program: Path, folder: Path, tmp_path: Path, version: str
) -> None:
    python = shutil.which(f"python{version}")
    if python is None or subprocess.run([python, "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"python{version} is not here")
    assert alone(program, str(folder), "--json", python=python)[0] == 0
    for name, data in {
        "a.warc": record(),
        "b.warc.gz": members(record())[:-9],
        "c.wacz": wacz(),
        "d.wacz": b"hidden" + wacz() + b"hidden",
        "e.wacz": wacz()[:-9],
        "f.wacz": wacz(signed={"hash": 1}),
        "g": b"noise",
    }.items():
        (tmp_path / name).write_bytes(data)
        words = (str(tmp_path / name), "--json")
        assert alone(program, *words, python=python) == alone(program, *words), name


def test_a_wrong_path_is_a_usage_error(program: Path, tmp_path: Path) -> None:
    assert alone(program, str(tmp_path / "nowhere"))[0] == 2
    assert command(str(tmp_path / "nowhere"))[0] == 2
    assert alone(program, str(tmp_path), "--nonsense")[0] == 2


def test_exit_codes_and_words(tmp_path: Path) -> None:
    for name, data, code in (("a.warc", record(), 0), ("b.warc", record()[:-30], 1), ("c.wacz", wacz(), 3)):
        (tmp_path / name).write_bytes(data)
        answer = command(str(tmp_path / name))
        assert answer[0] == code
        assert "authentic" not in answer[1].lower()


def test_it_holds_every_module_once_and_no_name_twice(program: Path) -> None:
    files = {path.stem for path in Path(engine.__file__).parent.glob("*.py")} - {"__init__"}
    assert files == set(STANDALONE_MODULES)
    text = program.read_text(encoding="utf-8")
    assert "holdfast.evidence.engine" not in text
    names: list[str] = []
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.append(node.target.id)
    assert len(names) == len(set(names)), {name for name in names if names.count(name) > 1}


def test_it_imports_the_standard_library_alone(program: Path) -> None:
    for node in ast.walk(ast.parse(program.read_text(encoding="utf-8"))):
        modules = []
        if isinstance(node, ast.Import):
            modules = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            modules = [node.module or ""]
        for module in modules:
            top = module.split(".")[0]
            assert top in sys.stdlib_module_names | {"cryptography"}, module
            if top == "cryptography":
                assert node.col_offset > 0  # asked for where it is used, never at import
