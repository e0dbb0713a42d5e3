"""Rosters of a project's people (人员名册, 组成架构), and exports of the enterprises a platform serves."""

from __future__ import annotations

from evidence.document import Cell
from evidence.kind import Kind
from extractors.tables.cell import read_cell
from extractors.tables.extractor import TableExtractor
from extractors.tables.heading import Column, listed
from extractors.tables.person import DEPARTMENT, NAME, PERSON_ID, POST
from extractors.tables.sheet import Facts, Line, Shape, Sheet


class Roster(TableExtractor):
    """Who works on the project, in which post, with which duty, and whether full time (专职)."""

    name = "roster"
    kinds: tuple[Kind, ...] = (Kind.ROSTER,)
    more = ("rows.dedicated",)
    shape = Shape(
        (
            NAME,
            PERSON_ID,
            DEPARTMENT,
            POST,
            Column(
                "duty",
                "text",
                listed(
                    "职责 项目职责 岗位职责 承担任务 主要工作 项目分工 工作内容 分工 项目角色 角色 "
                    "承担工作 工作职责 主要职责 在项目中承担的工作 项目中职责 任务分工"
                ),
                pattern=r"(职责|分工|任务|工作内容|角色)(描述|说明)?$",
            ),
            Column(
                "entry_date",
                "date",
                listed("入职日期 入职时间 进入公司时间 参加工作时间 入司时间 到岗日期 入职年月"),
            ),
            Column(
                "_dedication",
                "text",
                listed("是否专职 专职 专兼职 用工形式 专职兼职 是否全职 投入方式 人员性质"),
                pattern=r"专职|全职|专兼",
            ),
            Column("_sex", "text", ("性别",)),
            Column("_degree", "text", ("学历", "学位", "文化程度")),
            Column("_phone", "code", ("联系电话", "电话", "手机", "手机号")),
        ),
        required=(
            ("name",),
            ("post", "duty", "department", "_dedication"),
            ("duty", "entry_date", "_dedication", "_degree", "person_id"),
        ),
        row=(("name",), ("post", "duty", "department", "_dedication", "person_id")),
        titles=listed("花名册 名册 人员名单 组成架构 组织架构 项目组成员 人员清单 人员一览 项目人员"),
    )

    def row(self, line: Line, sheet: Sheet) -> Facts:
        """The row with `dedicated` read from 是/否, 专职/兼职 or 全职."""
        facts = dict(line.facts)
        shown = facts.get("_dedication")
        if shown is None:
            return facts
        address = shown.place.cell.rpartition("!")[2]
        flag = read_cell(Cell(shown.raw, address), "flag", sheet.origin)
        return facts | ({"dedicated": flag.model_copy(update={"place": shown.place})} if flag else {})


class ServedEnterprises(TableExtractor):
    """The platform's own list of users (后台服务用户): proof of the enterprises served (申报指南 一（三）4)."""

    name = "served_enterprises"
    kinds: tuple[Kind, ...] = (Kind.BACKEND_EXPORT,)
    shape = Shape(
        (
            Column(
                "name",
                "name",
                listed("企业名称 客户名称 单位名称 用户名称 公司名称 租户名称 服务企业 服务企业名称 企业 组织名称"),
            ),
            Column(
                "uscc",
                "code",
                listed("统一社会信用代码 社会信用代码 信用代码 税号 企业信用代码 纳税人识别号 统一信用代码"),
            ),
            Column(
                "registered",
                "date",
                listed("注册时间 注册日期 开通时间 开通日期 创建时间 接入时间 入驻时间 签约日期 接入日期"),
                pattern=r"(注册|开通|创建|接入|入驻|签约|加入|上线)(时间|日期|日)$",
            ),
            Column(
                "last_login",
                "date",
                listed("最近登录 最近登录时间 最后登录时间 最后登录 最近活跃时间 最近登录日期 最后活跃时间 上次登录"),
                pattern=r"(最近|最后|上次|末次|最新)(一次)?(登录|登陆|活跃|访问|在线)",
            ),
            Column(
                "devices",
                "number",
                listed("设备数 接入设备数 设备数量 接入设备 连接设备数 接入设备数量 在线设备数 设备接入数"),
                pattern=r"设备.*(数|数量|台数)$|^(接入|连接|在线|联网)设备$",
            ),
            Column("_account", "code", listed("账号 用户账号 租户编号 用户id 租户id 企业编号 用户编号 id")),
            Column("_orders", "number", ("订单数", "订单", "订单数量")),
        ),
        required=(("name",), ("registered", "last_login", "devices")),
        row=(("name",), ("uscc", "registered", "last_login", "devices")),
        titles=listed("服务企业 用户列表 企业列表 租户 用户信息 企业用户 客户列表 后台 服务用户 接入企业"),
    )
