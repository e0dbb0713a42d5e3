"""The results that comparisons start from."""

import pytest

from evidence.case import Case, Verdict
from evidence.result import (
    AlternativeOut,
    CheckedOut,
    CloudOut,
    CountOut,
    IndicatorOut,
    ParkOut,
    QuestionOut,
    ReachOut,
    Result,
    StarOut,
    SubdomainOut,
)
from reports import summarise


@pytest.fixture(scope="session")
def result(case: Case, verdict: Verdict) -> Result:
    return summarise(case, verdict)


@pytest.fixture(scope="session")
def full(result: Result) -> Result:
    """The same with two items in every part that a result can have, of whatever programme."""
    count = CountOut(classes=2, subdomains=8)
    questions = [QuestionOut(finding=f"F-{n}", code="invoice_missing", line=None, moves="5.00") for n in (1, 2)]
    return result.model_copy(
        update={
            "reach": ReachOut(
                certain="0.00",
                possible="9.00",
                subsidy_certain="0.00",
                subsidy_possible="1.00",
                questions=tuple(questions),
            ),
            "sensitivity": tuple(
                AlternativeOut(switch="vat_basis", reading=reading, recognised="1.00", subsidy="0.00")
                for reading in ("gross", "net_all")
            ),
            "checklist": tuple(
                CheckedOut(code=code, question="是否获奖？", answer="", adverse=False)
                for code in ("award_before", "tax_status")
            ),
            "cloud": CloudOut(
                applied=3,
                granted=2,
                state="fail",
                ticked=count,
                evidenced=count,
                counted=count,
                stars=tuple(
                    StarOut(star=n, classes_min=n, subdomains_min=n, by_ticks=True, by_papers=True, subsidy="1.00")
                    for n in (2, 3)
                ),
                subdomains=tuple(
                    SubdomainOut(
                        group="基础", domain="资源", name=name, ticked=True, state="counted", instead="", files=("a",)
                    )
                    for name in ("云主机", "云存储")
                ),
            ),
            "park": ParkOut(
                star=3,
                asked="3.00",
                standard="三星",
                received="1.00",
                due="2.00",
                checks=tuple(
                    IndicatorOut(
                        group="核心", indicator=name, item="", declared="是", found="", state="pass", codes=(), files=()
                    )
                    for name in ("入驻率", "充电车位")
                ),
            ),
        }
    )
