"""Kinds of document known by their title and a few telling words; extractors.papers reads what most of them say.

A title counts where it stands as a headline of its own; words of the body support it. What is no evidence of money
(screens, notices, receipts of taxis) must never be taken for an invoice, a slip or a contract.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from evidence.kind import Kind
from evidence.record import Record
from extractors.papers import PAPERS
from extractors.part import Form, Part
from extractors.tokens import Same, Token, lines_of, squeeze, tokens_of


@dataclass(frozen=True, slots=True)
class Title:
    """How a kind is headed, what supports it, and what rules it out."""

    kind: Kind
    headline: str
    body: tuple[str, ...] = ()
    never: str = ""
    body_only: int = 0
    """How many of the supporting words are enough without a headline; 0 means never."""


TITLES: tuple[Title, ...] = (
    Title(
        Kind.RED_LETTER_CONFIRMATION,
        r"(?:开具)?红字.{0,12}(?:信息确认单|信息表|确认单)",
        (r"红字", r"销售方", r"购买方", r"冲销|原因"),
    ),
    Title(
        Kind.BANK_STATEMENT,
        r"(?:对账单|交易明细|账户明细|明细查询|流水(?:明细|清单)|银行流水|HISTORYDETAIL|明细对账)(?!.{0,4}回[单执])",
        (
            r"借方(?:发生额|金额)|借记总额|支出(?:金额|发生额)|转出金额|累计借",
            r"贷方(?:发生额|金额)|贷记总额|收入(?:金额|发生额)|转入金额|累计贷",
            r"余额",
            r"对方(?:户名|单位|账户名称|账号|账户号)",
            r"交易(?:日期|时间)|记账日期|查询(?:日期|时间|开始日期)",
            r"发生额|借贷标志",
            r"摘要",
            r"凭证(?:号|种类|代号)",
        ),
        never=r"价税合计|应发工资|[壹贰叁肆伍陆柒捌玖][拾佰仟万].{0,30}[元圆]|回单(?:编号|号码?):?\d{6}",
        body_only=5,
    ),
    Title(
        Kind.TAX_PAYMENT,
        r"税收完税证明|电子缴款凭证|电子缴税付款凭证|税收(?:通用)?缴款书|银行端查询缴税凭证",
        (r"税种", r"税款所属", r"实缴"),
    ),
    Title(
        Kind.BILL_OF_EXCHANGE, r"承兑汇票", (r"出票人", r"承兑人", r"到期日", r"票据号码|票号", r"背书"), body_only=4
    ),
    Title(
        Kind.DELIVERY_NOTE,
        r"(?:送货|发货|出库|交货|到货|配送)(?:单|清单|签收单|通知单)|签收单|出库单",
        (r"收货", r"规格", r"数量", r"签收"),
    ),
    Title(Kind.GOODS_RECEIPT, r"(?:入库|收货)单", (r"仓库", r"规格", r"数量")),
    Title(
        Kind.COST_LEDGER,
        r"辅助账(?!单)|明细账(?!单)|研发支出.{0,6}账(?!单)",
        (r"凭证号|凭证字号", r"借方", r"贷方", r"余额|方向"),
    ),
    Title(
        Kind.VOUCHER,
        r"记账凭证|(?:转账|付款|收款)凭证|通用凭证",
        (r"会计科目|总账科目|科目", r"借方", r"贷方", r"制单", r"附单据|附件"),
        never=r"付款人|收款人账号",
        body_only=5,
    ),
    Title(
        Kind.TIMESHEET, r"工时(?:统计|记录|汇总|分配)?表|考勤(?:统计|记录|汇总)?表", (r"姓名", r"工时|出勤", r"项目")
    ),
    Title(Kind.ID_CARD, r"居民身份证", (r"公民身份号码", r"姓名", r"出生", r"签发机关", r"有效期限"), body_only=3),
    Title(Kind.ORG_CODE_CERT, r"组织机构代码证", (r"机构名称", r"机构类型")),
    Title(Kind.TAX_REG_CERT, r"税务登记证", (r"纳税人名称", r"登记注册类型")),
    Title(
        Kind.NAME_CHANGE_NOTICE,
        r"(?:准予)?变更(?:登记|核准|备案)(?:通知书|证明|情况)|名称变更(?:证明|核准|通知)|企业更名",
        (r"变更前|原名称", r"变更后|现名称", r"登记机关|市场监督管理"),
    ),
    Title(
        Kind.AUTHORISATION,
        r"授权(?:委托)?书|委托(?:付款|收款|支付)(?:协议|函|书|证明|说明)|代付(?:协议|证明|说明)",
        (r"委托人|授权人", r"受托人|被授权人", r"兹|特此"),
    ),
    Title(Kind.FORM_A1, r"推荐汇总表", (r"项目申报单位", r"申报方向", r"联系电话")),
    Title(
        Kind.COMMITMENT,
        r"(?:申报单位)?承诺(?:书|函)?",
        (r"真实", r"法定代表人", r"承担.{0,8}责任"),
        never=r"甲方.{0,300}乙方",
    ),
    Title(
        Kind.CLOUD_BILL,
        r"[^:]{0,12}(?:账单|消费明细|费用明细|资源消费)(?:明细|详情|汇总)?$",
        (r"账期|计费周期", r"代金券|优惠", r"应付金额|现金支付", r"实例", r"地域|可用区", r"云"),
        never=r"对账单",
    ),
    Title(
        Kind.CLOUD_SCREENSHOT,
        r"控制台",
        (r"控制台", r"实例", r"地域|可用区", r"费用中心|续费", r"运行中", r"公网|内网"),
        never=r"甲方|合同编号|价税合计",
        body_only=4,
    ),
    Title(Kind.CLOUD_PLAN_REPORT, r"上云.{0,8}(?:情况|方案|报告|总结)", (r"云服务商", r"子域", r"成效")),
    Title(
        Kind.PARK_RECOGNITION,
        r"(?:园区|产业园|工业园|科技园).{0,10}(?:认定|批复|命名)|认定.{2,30}(?:园区|产业园|工业园|科技园|集聚区)",
        (r"认定", r"人民政府|管委会|管理委员会|街道办事处|局"),
        never=r"甲方.{0,300}乙方",
    ),
    Title(Kind.PARK_PLAN, r"园区.{0,12}(?:规划|方案)", (r"规划", r"建设")),
    Title(Kind.INDICATOR_PROOF, r"指标.{0,8}(?:证明|说明|佐证)", (r"指标",)),
    Title(
        Kind.IMPLEMENTATION_REPORT,
        r"(?:项目|平台|建设|工作|实施).{0,8}(?:实施|进展|总结|成效|成果|工作|完成).{0,6}(?:报告|总结|说明)|实施(?:进展|情况)?报告",
        (r"实施进展|进展情况", r"取得成效|成效", r"建设内容|建设目标"),
    ),
    Title(
        Kind.CONSTRUCTION_PLAN,
        r"(?:建设|实施|设计|总体|技术)(?:方案|规划)(?:书)?",
        (r"建设内容|建设目标", r"架构", r"进度|计划"),
    ),
    Title(
        Kind.INTERNAL_DOC,
        r"(?:内部结算|费用分摊|费用报销|差旅报销|报销|付款申请|请款|用款申请|付款审批|采购申请|审批)(?:单|表|书)|会议纪要|内部结算",
        (r"部门", r"申请人|报销人|经办", r"审批|领导"),
        never=r"价税合计",
    ),
    Title(
        Kind.CASH_RECEIPT,
        r"(?:收款)?收据|收条|现金收讫",
        (r"今收到|收到|兹收", r"交来|系付", r"收款人|经手人", r"人民币|¥"),
        never=r"回单",
    ),
)

_NO_HEADLINE = 99
"""The headline's number of a kind that only its words speak for: it yields to any that is headed so."""
_SCREEN = (
    r"https?://|localhost|\d{1,3}(?:\.\d{1,3}){3}:\d{2,5}",
    r"\b(?:POST|GET)\b",
    r"Params|Headers|Cookies|Authorization",
    r"\bBody\b",
    r"form-data|\bJSON\b",
    r"\bSend\b|\bSubmit\b",
    r"Postman|Apifox|Swagger|Chrome|Firefox|Navicat|IDEA",
    r"200\s?OK|Status:",
    r"Collections|Workspace|Histor|Environment",
    r"\"[A-Za-z_]\w+\"\s*:?|\"code\"",
    r"\bFile\b\W*Edit|View\W*Help|Import\b|Preview\b|\bSave\b",
    r"文件\W{0,3}编辑|退出登录|注销登录|欢迎您|系统管理|控制面板|工作台",
    r"[新][建增]标签|收藏夹|书签|地址栏",
    r"共\s?\d+\s?条|条/页|上一页|下一页|每页显示",
    r"查询\s+重置|批量(?:导入|导出|删除)|导出(?:Excel|数据)|操作\s+(?:查看|编辑)",
)


class OtherKinds:
    """Names documents by their titles, and lets their form read them where there is one."""

    name = "title"
    kinds: tuple[Kind, ...] = (*(title.kind for title in TITLES), Kind.SYSTEM_SCREENSHOT)
    reads: tuple[Form, ...] = ("pages", "tables")
    fields: Mapping[Kind, tuple[str, ...]] = {kind: paper.fields for kind, paper in PAPERS.items()}

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """By headline and supporting words; a screen is known by the words of its controls."""
        lines = headlines(part)
        body = squeeze(part.text)
        found = {title.kind: hit for title in TITLES if (hit := _score(title, lines, body)) is not None}
        first = min((line for _, line in found.values()), default=0)
        claims = {kind: round(score - (0.15 if line > first else 0), 3) for kind, (score, line) in found.items()}
        screen = _screen(part)
        return {**claims, Kind.SYSTEM_SCREENSHOT: screen} if screen else claims

    def extract(self, part: Part, kind: Kind) -> Record:
        """What the paper of that kind says; a record without facts where nothing is asked of it."""
        paper = PAPERS.get(kind)
        return paper.record(part, self.name) if paper is not None else part.record(kind, {}, extractor=self.name)


def headlines(part: Part, most: int = 14) -> list[str]:
    """The short lines a document begins with: the top of its first page, or name and first rows of a table."""
    found: list[str] = []
    if part.pages and part.pages[0].words:
        found = [line for line in page_lines(tokens_of(part.pages[0]))[:most] if len(line) <= 40]
    for table in part.tables[:1] if found else part.tables[:3]:
        found.append(squeeze(table.name))
        found += [squeeze(cell.text) for row in table.rows[:4] for cell in row if 0 < len(cell.text) <= 40]
    return found


def page_lines(tokens: list[Token]) -> list[str]:
    """The lines of a page as text without white space, top to bottom."""
    return list(_page_lines(tuple(map(Same, tokens))))


@lru_cache(maxsize=8)
def _page_lines(tokens: tuple[Same[Token], ...]) -> tuple[str, ...]:
    """Claims and splitting look at the lines of the same page in turn."""
    return tuple("".join(squeeze(token.text) for token in line) for line in lines_of(token.it for token in tokens))


def _score(title: Title, lines: list[str], body: str) -> tuple[float, int] | None:
    """The score by the share of a headline that names the kind and by supporting words, and the headline's number."""
    if title.never and re.search(title.never, body):
        return None
    shares = [(len(m[0]) / len(line), -i) for i, line in enumerate(lines) if (m := re.search(title.headline, line))]
    share, number = max(shares, default=(0.0, 0))
    support = sum(bool(re.search(word, body)) for word in title.body)
    if share >= 0.25:
        needed = 0.05 if share >= 0.6 or support else 0.0
        return min(0.55 + 0.25 * share + 0.05 * support + needed, 0.95), -number
    if title.body_only and support >= title.body_only:
        return min(0.5 + 0.06 * support, 0.9), _NO_HEADLINE
    return None


def _screen(part: Part) -> float:
    """How much a picture looks like a screen: the share of kinds of controls found on it."""
    if len(part.pages) != 1 or part.tables:
        return 0.0
    hits = sum(bool(re.search(cue, part.text)) for cue in _SCREEN)
    return round(min(0.4 + 0.1 * hits, 0.99), 3) if hits >= 3 else 0.0


OTHER_KINDS = OtherKinds()
