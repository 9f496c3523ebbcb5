"""A number stays on one line with the word it counts."""

from holdfast.figures.charts.layout import wrap


def test_the_break_comes_before_the_number() -> None:
    lines = wrap("مجموع ما قيل في تلك الفترة كلها (7 أيام)", 200, 12, most=3)
    assert any("(7\u00a0أيام)" in line for line in lines)
    assert not any(line.endswith("7") for line in lines)
