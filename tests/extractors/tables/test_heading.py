import pytest

from extractors.tables import TABLE_EXTRACTORS
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, assign, listed, plain, score

PAYROLL, SI, HF, BATCH, ROSTER, SERVED, LIST, STATEMENT, BILL, *_ = TABLE_EXTRACTORS


def meaning(extractor: object, heading: str) -> str | None:
    assert isinstance(extractor, TableExtractor)
    found = assign([(plain(heading),)], extractor.shape.columns)
    return next(iter(found), None)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("姓  名", "name"),
        ("身份证号码", "person_id"),
        ("应发工资（元）", "gross"),
        ("应发合计", "gross"),
        ("实发金额(元)", "net"),
        ("实发丁资", "net"),
        ("代扣个税", "income_tax"),
        ("个人承担养老保险", "_si_employee_part"),
        ("医疗保险（个人）", "_si_employee_part"),
        ("个人社保合计", "si_employee"),
        ("住房公积金（个人）", "hf_employee"),
        ("单位承担养老保险", "_si_employer_part"),
        ("单位社保", "si_employer"),
        ("公司公积金", "hf_employer"),
        ("公积金（单位）", "hf_employer"),
        ("其他扣款", "other_deduction"),
        ("扣款合计", "_deductions"),
        ("签字", None),
        ("基本工资", None),
    ],
)
def test_payroll_headings(heading: str, field: str | None) -> None:
    assert meaning(PAYROLL, heading) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("申报金额（万元）", "declared"),
        ("本次申报金额", "declared"),
        ("金额/元", "declared"),
        ("不含税金额", "_excluding_tax"),
        ("合同金额", "contract_amount"),
        ("发票金额（含税）", "invoice_amount"),
        ("开票金额", "invoice_amount"),
        ("付款金额", "paid_amount"),
        ("实际支付金额（元）", "paid_amount"),
        ("供应商（乙方）", "supplier"),
        ("发票号码/数电票号码", "invoice_no"),
        ("银行回单号", "receipt_no"),
        ("付款凭证号", "receipt_no"),
        ("合同编号", "contract_no"),
        ("费用类别", "category"),
        ("建设内容", "description"),
        ("付款日期", "pay_date"),
        ("开票日期", "invoice_date"),
        ("单价", "_price"),
    ],
)
def test_project_list_headings(heading: str, field: str) -> None:
    assert meaning(LIST, heading) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("借方发生额/元(支取)", "debit"),
        ("贷方金额（收入）", "credit"),
        ("账户余额", "balance"),
        ("对方账户名称", "counterparty"),
        ("对方账号", "counterparty_account"),
        ("收(付)方名称", "counterparty"),
        ("记账日期", "date"),
        ("发生额", "_amount"),
        ("借贷标志", "_direction"),
    ],
)
def test_statement_headings(heading: str, field: str) -> None:
    assert meaning(STATEMENT, heading) == field


@pytest.mark.parametrize(
    ("extractor", "heading", "field"),
    [
        (SI, "缴费基数", "base"),
        (SI, "单位缴费合计", "employer_amount"),
        (SI, "养老保险单位缴纳", "_employer_amount_part"),
        (SI, "失业保险个人缴纳", "_employee_amount_part"),
        (SI, "费款所属期", "month"),
        (HF, "单位月缴存额", "employer_amount"),
        (HF, "个人月缴存额", "employee_amount"),
        (HF, "单位缴存比例", "_employer_rate"),
        (BATCH, "收款人户名", "name"),
        (BATCH, "银行卡号", "account"),
        (BATCH, "处理结果", "outcome"),
        (ROSTER, "项目职责", "duty"),
        (ROSTER, "入职时间", "entry_date"),
        (SERVED, "最后登录时间", "last_login"),
        (BILL, "代金券抵扣金额", "voucher"),
    ],
)
def test_other_headings(extractor: object, heading: str, field: str) -> None:
    assert meaning(extractor, heading) == field


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        ("应发工资", "实发工资"),
        ("借方金额", "贷方金额"),
        ("单位缴纳", "个人缴纳"),
        ("不含税金额", "含税金额"),
        ("付款人账号", "收款人账号"),
    ],
)
def test_opposites_are_never_alike(heading: str, word: str) -> None:
    assert score(heading, Column("x", "text", (word,))) == 0


def test_every_wording_means_its_own_column() -> None:
    for extractor in TABLE_EXTRACTORS:
        assert isinstance(extractor, TableExtractor)
        for column in extractor.shape.columns:
            for word in column.words:
                best = max(extractor.shape.columns, key=lambda other: score(plain(word), other))
                same = score(plain(word), best) - score(plain(word), column)
                assert plain(word) == word.lower(), f"{word} is not plain"
                assert same < 1, f"{extractor.name}: {word} of {column.name} is taken for {best.name}"


def test_earlier_wording_wins_between_equal_columns() -> None:
    columns = (Column("date", "date", listed("记账日期 交易日期")),)
    assert assign([("交易日期",), ("记账日期",)], columns) == {"date": (1,)}
