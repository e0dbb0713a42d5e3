"""Lists of a park: its tenants with revenue, its premises, and the enterprises behind ratios and counts (附件5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evidence.document import Cell
from evidence.kind import Kind
from extractors.part import Part
from extractors.tables.cell import read_cell, squeeze
from extractors.tables.extractor import TableExtractor, titles_of
from extractors.tables.heading import Column, listed
from extractors.tables.sheet import Facts, Line, Shape, Sheet

_OWN = listed("园区 产业园 入驻 租售 租户 房源")
"""Words that only a park's own list has in its title."""


class ParkList(TableExtractor):
    """Enterprises, premises or car parks of a park, a row each; which list it is, its title and columns say."""

    name = "park_list"
    kinds: tuple[Kind, ...] = (Kind.INDICATOR_PROOF,)
    shape = Shape(
        (
            Column("number", "text", listed("序号 编号")),
            Column(
                "name",
                "name",
                listed(
                    "企业名称 入驻企业名称 入驻企业 承租企业 承租方 承租单位 租户名称 购买企业 购买方 案例企业 "
                    "服务企业 服务对象 单位名称 公司名称 停车场名称 停车场"
                ),
                pattern=r"^(?:承租|租赁|购买|入驻|使用).{0,6}(?:企业|方|单位)$",
            ),
            Column("uscc", "code", listed("统一社会信用代码 社会信用代码 信用代码")),
            Column("industry", "text", listed("所属行业 行业 行业类别 产业类别 行业门类 所属产业 企业类别")),
            Column("_large", "text", listed("是否规上 规上企业 是否规上企业 是否规模以上 规上"), pattern=r"是否规"),
            Column(
                "revenue",
                "money",
                listed("营业收入 主营业务收入 营收 年营业收入 企业营业收入 2024年营业收入"),
                pattern=r"^(?:\d{4}年度?)?(?:主营业务|营业)收入$",
            ),
            Column("room", "text", listed("房源 房号 楼栋 楼栋房号 坐落 位置 单元 入驻位置")),
            Column(
                "area",
                "number",
                listed("建筑面积 租赁面积 租售面积 购买面积 入驻面积 使用面积 面积"),
                pattern=r"^(?:建筑|租赁|租售|购买|入驻|使用)?面积(?:平方米|㎡|m2|m²)?$",
            ),
            Column("state", "text", listed("租售状态 使用状态 租售情况 入驻方式 租售方式")),
            Column("contract_no", "code", listed("合同编号 租赁合同编号 合同号 租售合同编号")),
            Column("start", "date", listed("租赁起始日 起租日期 租赁开始日期 起始日期 租赁起始日期")),
            Column("end", "date", listed("租赁到期日 到期日期 租赁截止日期 截止日期 租赁到期日期 租赁终止日期")),
            Column("level", "text", listed("自评估等级 评估等级 等级 智改数转等级 数字化等级 数字化水平等级")),
            Column(
                "certificate",
                "text",
                listed("贯标认证情况 认证类型 贯标类型 证书名称 认证名称 贯标名称 获评名称 荣誉名称 示范名称"),
                pattern=r"(?:贯标|认证|获评|证书).{0,4}(?:情况|类型|名称|等级)$",
            ),
            Column(
                "_qualified",
                "text",
                listed("是否上云 上云情况 是否已上云 是否贯标 是否接入 是否接入标识 是否达标"),
                pattern=r"^是否(?:已)?(?:上云|贯标|接入|达标|达到)",
            ),
            Column(
                "registrations", "number", listed("标识注册量 注册量 标识注册数量"), pattern=r"注册量(?:万条|条|万个)?$"
            ),
            Column("service", "text", listed("服务类型 服务类别 案例类型 服务内容")),
            Column("case", "text", listed("案例情况 案例名称 服务案例 案例简介 案例内容 服务情况")),
            Column("spaces", "number", listed("总车位数 车位总数 车位数 总车位")),
            Column("chargers", "number", listed("充电车位数 充电车位 充电桩车位数")),
        ),
        required=(
            ("name",),
            listed(
                "revenue area level certificate _qualified registrations service case chargers industry"
            ),
        ),
        row=(("name", "area"),),
        titles=listed(
            "入驻企业 租售台账 房源 租户 等级名单 贯标 上云 标识 示范企业 服务案例 充电车位 园区企业 企业名单 案例清单"
        ),
    )  # fmt: skip
    words = listed("园区 产业园 入驻 租户 租售 房源 规上 贯标 DCMM CMMM 上云情况 标识解析 试点示范 服务案例 充电车位")
    never = r"申报金额|发票|付款|应发|实发|身份证|供应商|最近登录|注册时间|接入设备"
    more = ("title", "rows.large", "rows.qualified")

    def claim(self, part: Part) -> Mapping[Kind, float]:
        """A list of the shape under words of a park; surer where the title names the park itself."""
        found = super().claim(part)
        if not found or not self.sheets(part):
            return {}
        said = "".join(squeeze(text) for text in titles_of(part, self.sheets(part)))
        own = 0.12 if any(word in said for word in _OWN) else 0.0
        return {kind: round(min(0.98, score + own), 3) for kind, score in found.items()}

    def row(self, line: Line, sheet: Sheet) -> Facts:
        """The row with what 是/否 cells say as flags."""
        facts = dict(line.facts)
        for shown, name in (("_large", "large"), ("_qualified", "qualified")):
            cell = facts.get(shown)
            if cell is not None:
                address = cell.place.cell.rpartition("!")[2]
                flag = read_cell(Cell(cell.raw, address), "flag", sheet.origin)
                facts |= {name: flag.model_copy(update={"place": cell.place})} if flag else {}
        return facts

    def facts(self, part: Part, sheets: Sequence[Sheet], rows: Sequence[Facts]) -> Facts:
        """The title over the table, else the name of its sheet."""
        facts = super().facts(part, sheets, rows)
        for sheet in sheets:
            over = sheet.table.rows[: sheet.header.first]
            cells = [cell for row in over for cell in row if len(squeeze(cell.text)) >= 4 and ":" not in cell.text]
            named = next((cell for cell in cells if "：" not in cell.text), None)
            if named is not None:
                return facts | {"title": sheet.origin.fact("text", squeeze(named.text), named)}
        return facts
