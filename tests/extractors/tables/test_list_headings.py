"""Headings of lists as offices word them: known by how they are composed, never taken for their opposites."""

import pytest

from extractors.tables.cloud_bill import CloudBill
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import plain, score
from extractors.tables.insurance import HousingFund, SocialInsurance
from extractors.tables.payroll import Payroll
from extractors.tables.project import ProjectList
from extractors.tables.roster import Roster, ServedEnterprises
from extractors.tables.statement import BankStatement
from extractors.tables.wages import BankBatch


def _meant(extractor: TableExtractor, heading: str) -> str:
    """The field a heading means most; empty for none."""
    scores = [(score(plain(heading), column), column.name) for column in extractor.shape.columns]
    best, name = max(scores, key=lambda found: found[0])
    return name if best else ""


@pytest.mark.parametrize(
    ("extractor", "heading", "field"),
    [
        (SocialInsurance(), "台账年月", "month"),
        (SocialInsurance(), "申报工资", "base"),
        (SocialInsurance(), "社保编号及身份证号", "person_id"),
        (HousingFund(), "缴存人", "name"),
        (HousingFund(), "单位缴存比例", "_employer_rate"),
        (BankBatch(), "发生额", "amount"),
        (Roster(), "在本项目中承担的任务", "duty"),
        (Roster(), "专职情况", "_dedication"),
        (ServedEnterprises(), "最近一次登录", "last_login"),
        (ServedEnterprises(), "创建日期", "registered"),
        (CloudBill(), "折扣减免", "discount"),
        (CloudBill(), "折后金额", "payable"),
        (CloudBill(), "赠送金抵扣", "voucher"),
        (CloudBill(), "出账月份", "month"),
        (CloudBill(), "产品/服务", "product"),
        (CloudBill(), "资源实例ID", "instance"),
        (BankStatement(), "转出", "debit"),
        (BankStatement(), "贷方发生额(收入)", "credit"),
        (BankStatement(), "收(付)方名称", "counterparty"),
        (BankStatement(), "对手方账号", "counterparty_account"),
        (BankStatement(), "对方开户行名称", "counterparty_bank"),
        (ProjectList(), "对应发票号", "invoice_no"),
        (ProjectList(), "服务提供方", "supplier"),
        (ProjectList(), "云服务商/供应商", "supplier"),
        (ProjectList(), "投入科目", "category"),
        (ProjectList(), "合同/订单号", "contract_no"),
        (Payroll(), "税前工资合计", "gross"),
        (Payroll(), "税后工资合计", "net"),
    ],
)
def test_headings_by_their_composition(extractor: TableExtractor, heading: str, field: str) -> None:
    assert _meant(extractor, heading) == field
