"""A command that reads shows what the person named may see."""

from pathlib import Path

from cli.conftest import Run


def test_a_reader_is_who_is_named(holdfast: Run, desk: Path, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("A letter.\n")
    assert (
        holdfast("--as", "ada", "capture", "--file", file, "--level", "restricted", desk=desk).returncode == 0
    )
    made = holdfast("--as", "ada", "account", "add", "eve", "--role", "editor", desk=desk)
    assert made.returncode == 0, made.stderr
    for words in (("review", "show", "E-0001"), ("--as", "ada", "review", "show", "E-0001")):
        assert holdfast(*words, desk=desk).returncode == 0
    for hidden in (
        holdfast("--as", "eve", "review", "show", "E-0001", desk=desk),
        holdfast("review", "show", "E-0001", desk=desk, HOLDFAST_PERSON="eve"),
    ):
        assert hidden.returncode == 1 and "(capture-unknown)" in hidden.stderr
    for words, code in ((("seal", "check"), "not-allowed"), (("account", "list"), "not-allowed")):
        assert f"({code})" in holdfast("--as", "eve", *words, desk=desk).stderr
        assert holdfast(*words, desk=desk).returncode == 0
    assert "(person-unknown)" in holdfast("--as", "nobody", "review", "pending", desk=desk).stderr
