from __future__ import annotations

from evidence.declared import Programme
from evidence.fact import Status
from evidence.finding import Severity
from evidence.kind import Kind
from evidence.policy import Switches
from evidence.problems import Trouble
from extractors import EXTRACTORS
from reports import titles


def test_everything_an_auditor_meets_has_a_chinese_title() -> None:
    for table, names in (
        (titles.KINDS, Kind),
        (titles.TROUBLES, Trouble),
        (titles.STATUSES, Status),
        (titles.SEVERITIES, Severity),
        (titles.PROGRAMMES, Programme),
    ):
        assert set(table) == set(names)
    assert set(titles.SWITCHES) == set(Switches.model_fields)


def test_every_field_an_extractor_declares_has_a_title() -> None:
    declared = {name.removeprefix("rows.") for one in EXTRACTORS for names in one.fields.values() for name in names}
    assert len(declared) > 200
    assert not {name for name in declared if titles.field_title(name) == name}


def test_checks_say_how_they_came_out() -> None:
    assert titles.check_title("words") == "大小写相符"
    assert titles.check_title("not:qr") == "二维码不符"
    assert titles.check_title("layers:text,xml") == "多层数据相符（text、xml）"
    assert titles.check_title("month_only") == "仅载年月"


def test_a_field_of_a_row_is_known_by_its_last_part() -> None:
    assert titles.field_title("rows[2].gross") == "应发"
    assert titles.field_title("no_such_field") == "no_such_field"
