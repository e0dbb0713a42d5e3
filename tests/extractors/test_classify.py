"""Exactly one kind wins, by enough; ties and strangers stay OTHER with what was claimed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from evidence.document import Box, Document, Page, Word
from evidence.kind import Kind
from evidence.record import Record
from extractors import EXTRACTORS, extract
from extractors.classify import classify
from extractors.part import Part


@dataclass
class Claims:
    name: str
    says: dict[Kind, float]
    kinds: tuple[Kind, ...] = field(default=())

    def claim(self, part: Part) -> Mapping[Kind, float]:
        return self.says

    def extract(self, part: Part, kind: Kind) -> Record:
        return part.record(kind, {}, extractor=self.name)


PART = Part(Document("a" * 64, "x.pdf", "pdf", "1", "application/pdf"), ())


def test_the_surest_wins_and_all_scores_are_kept() -> None:
    found = classify(PART, [Claims("a", {Kind.CONTRACT: 0.9}), Claims("b", {Kind.ACCEPTANCE: 0.6})])
    assert (found.kind, found.extractor.name if found.extractor else "") == (Kind.CONTRACT, "a")
    assert found.scores == {"contract": 0.9, "acceptance": 0.6}


def test_a_tie_is_other_with_both_scores() -> None:
    found = classify(PART, [Claims("a", {Kind.CONTRACT: 0.8}), Claims("b", {Kind.ACCEPTANCE: 0.78})])
    assert (found.kind, found.extractor) == (Kind.OTHER, None)
    assert set(found.scores) == {"contract", "acceptance"}


def test_too_little_is_other() -> None:
    assert classify(PART, [Claims("a", {Kind.CONTRACT: 0.4})]).kind is Kind.OTHER


def test_nobody_is_other_without_scores() -> None:
    found = classify(PART, [Claims("a", {})])
    assert (found.kind, found.scores) == (Kind.OTHER, {})


def test_one_kind_of_two_extractors_is_read_by_the_first_that_is_sure() -> None:
    found = classify(PART, [Claims("full", {Kind.BANK_STATEMENT: 0.7}), Claims("title", {Kind.BANK_STATEMENT: 0.9})])
    assert found.extractor is not None
    assert (found.extractor.name, found.scores) == ("full", {"statement_of_bank": 0.9})


def test_every_extractor_has_its_own_name_and_known_kinds() -> None:
    names = [extractor.name for extractor in EXTRACTORS]
    assert len(names) == len(set(names))
    assert all(extractor.kinds for extractor in EXTRACTORS)


def text(*lines: str, width: float = 595) -> Document:
    words = tuple(Word(line, Box(60, 40 + 24 * i, 60 + 12 * len(line), 52 + 24 * i)) for i, line in enumerate(lines))
    return Document("b" * 64, "x.pdf", "pdf", "1", "application/pdf", (Page(1, width, 842, words),))


TITLED = {
    Kind.TAX_PAYMENT: ("中华人民共和国税收完税证明", "税种 税款所属时期 实缴金额"),
    Kind.BILL_OF_EXCHANGE: ("电子银行承兑汇票", "出票日期 汇票到期日", "出票人 收款人 承兑人", "票据金额"),
    Kind.DELIVERY_NOTE: ("送货单", "收货单位：蓉城智造", "品名 规格 数量"),
    Kind.GOODS_RECEIPT: ("入库单", "仓库：一号库", "规格 数量"),
    Kind.VOUCHER: ("记账凭证", "摘要 会计科目 借方 贷方", "制单 附单据2张"),
    Kind.TIMESHEET: ("2024年3月工时统计表", "姓名 项目 工时"),
    Kind.ID_CARD: ("姓名 王一", "出生 1990年1月1日", "公民身份号码 510101199001011234"),
    Kind.NAME_CHANGE_NOTICE: ("准予变更登记通知书", "变更前名称：甲公司", "变更后名称：乙公司"),
    Kind.AUTHORISATION: ("委托付款说明", "兹委托下列单位代为付款。", "委托人：蓉城智造科技有限公司"),
    Kind.COMMITMENT: ("申报单位承诺", "所提供材料真实有效，法定代表人承担法律责任。"),
    Kind.CLOUD_BILL: ("2024年5月云服务账单", "账期 实例 应付金额 代金券", "地域"),
    Kind.IMPLEMENTATION_REPORT: ("平台项目实施情况报告", "一、建设内容", "二、实施进展", "三、取得成效"),
    Kind.CONSTRUCTION_PLAN: ("工业互联网平台建设方案", "一、建设目标", "二、总体架构"),
    Kind.INTERNAL_DOC: ("费用报销单", "报销人：王一", "部门：研发部", "审批："),
    Kind.CASH_RECEIPT: ("收据", "今收到蓉城智造科技有限公司交来人民币伍佰元", "收款人：李二"),
    Kind.NAME_CHANGE_NOTICE: ("企业名称变更证明", "原名称 现名称", "登记机关"),
    Kind.RED_LETTER_CONFIRMATION: ("红字发票信息确认单", "销售方 购买方", "红字冲销原因"),
}


@pytest.mark.parametrize("kind", TITLED)
def test_documents_known_by_their_title(kind: Kind) -> None:
    assert [record.kind for record in extract(text(*TITLED[kind])).records] == [kind]


STRANGERS = {
    "taxi": ("出租汽车发票", "车号 川A12345", "上车 08:30 下车 08:52", "单价 1.90", "里程 8.2", "金额 23.00"),
    "letter": ("关于印发实施办法的通知", "各区县人民政府：", "现印发给你们，请遵照执行。"),
    "standard": ("开放版式文档规范", "本标准规定了合同、发票与回单等电子文件的描述方法。"),
    "resume": ("个人简历", "姓名 王一", "教育经历", "工作经历"),
    "notice_of_slips": ("关于电子回单打印的通知", "各分公司财务部：", "请于月底前完成。"),
}


@pytest.mark.parametrize("name", STRANGERS)
def test_what_is_no_evidence_is_never_taken_for_it(name: str) -> None:
    for record in extract(text(*STRANGERS[name])).records:
        assert not record.kind.is_invoice
        assert not record.kind.is_payment
        assert not record.kind.is_contract


def test_a_screen_that_shows_an_invoice_is_no_invoice() -> None:
    screen = text(
        "File Edit View Help",
        "POST http://127.0.0.1:8080/ocr",
        "Params Authorization Headers Body",
        "Send",
        "Status: 200 OK Time: 3s",
        "Pretty Raw Preview JSON",
        "电子发票（普通发票）",
        "发票号码：24512000000123456781",
        "价税合计（大写） 壹仟圆整",
        '"code": 0,',
        '"total": "1000.00"',
    )
    assert [record.kind for record in extract(screen).records] in ([Kind.SYSTEM_SCREENSHOT], [Kind.OTHER])


def test_plain_text_is_never_evidence() -> None:
    parties = ("付款人户名：甲公司", "收款人户名：乙公司")
    slip = text("网上银行电子回单", *parties, "金额（小写）：100.00", "金额大写：壹佰元整")
    assert extract(slip).records[0].kind is Kind.BANK_RECEIPT
    typed = replace(slip, media_type="text/plain", pages=(slip.pages[0], replace(slip.pages[0], number=2)))
    (record,) = extract(typed).records
    assert (record.kind, record.pages, record.facts) == (Kind.OTHER, (1, 2), {})
