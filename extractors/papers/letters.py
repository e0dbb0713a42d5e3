"""Letters that somebody signs: authorisations, entrusted payments, and promises apart from the application form."""

from __future__ import annotations

from evidence.kind import Kind
from extractors.facts import text_fact
from extractors.papers.asked import Ask, Form, code, day, is_blank, line, named
from extractors.papers.paper import Facts, Paper, Seen, last_day, said

_UNTIL = r"(?=[\(,。:;]|代|为|向|支付|付款|办理|签署|作为|全权|同志|先生|女士)"


def _authorised(seen: Seen, facts: Facts) -> Facts:
    """Who entrusts whom where only a sentence says it, and the day at the end."""
    for name, pattern in (
        (
            "principal",
            rf"(?:兹|现)?(?:由)?(?P<value>[^,。:;()]{{4,40}}?(?:公司|中心|集团|研究院|厂)){_UNTIL}?(?:兹|现)?(?:授权|委托)(?!人|书|方|单位|委托)",
        ),
        (
            "agent",
            rf"(?:授权|委托)(?!人|书|方|单位|代理|付款|收款|支付|协议|期限|委托|事项|内容|范围|权限|日期)(?:我单位|我公司|本公司)?(?P<value>[^,。:;()]{{2,40}}?){_UNTIL}",
        ),
    ):
        value = said(seen.flow, pattern)
        if name not in facts and value is not None and not is_blank(value.squeezed):
            facts = facts | {name: text_fact(value)}
    return _signed(seen, facts)


def _signed(seen: Seen, facts: Facts) -> Facts:
    day_ = last_day(seen.flow)
    return facts if "sign_date" in facts or day_ is None else facts | {"sign_date": day_}


AUTHORISATION = Paper(
    Kind.AUTHORISATION,
    Form(
        (
            Ask(
                "principal", r"(?:授权|委托)(?:人|方|单位)(?:\(.{1,8}\))?(?:名称|全称)?|甲方(?:\(委托.{1,4}\))?", named
            ),
            Ask(
                "agent",
                r"(?:被授权|受托|代理|受委托|被委托)(?:人|方|单位)(?:\(.{1,8}\))?(?:名称|姓名|全称)?|委托代理人|乙方(?:\(受托.{1,4}\))?",
                named,
            ),
            Ask("payee", r"收款(?:人|方|单位)(?:名称)?|丙方(?:\(收款.{1,4}\))?", named),
            Ask("contract_no", r"(?:合同|协议)(?:编号|号)", code()),
            Ask("subject", r"(?:授权|委托)(?:事项|内容|范围|权限)|项目名称", line),
            Ask("sign_date", r"(?:签订|签署|授权|委托)?日期", day),
        ),
        r"(?:授权|委托)期限|有效期.{0,2}|身份证号码?|统一社会信用代码|法定代表人(?:\(签.{1,4}\))?|联系电话|地址|职务|性别|致|账号|开户(?:行|银行)|盖章",
    ),
    finish=_authorised,
)


def _promised(seen: Seen, facts: Facts) -> Facts:
    """Who promises where the letter says it in its first sentence (我公司…承诺), and the day at the end."""
    value = said(
        seen.flow,
        r"(?:^|[。:,\n])(?:我|本)?(?:单位|公司)?(?P<value>[^,。:;()]{4,40}?(?:公司|集团|研究院|中心|厂))(?:郑重|现|特此|就|在此|自愿)?[^,。]{0,12}承诺",
    )
    if "promisor" not in facts and value is not None and not is_blank(value.squeezed):
        facts = facts | {"promisor": text_fact(value)}
    return _signed(seen, facts)


COMMITMENT = Paper(
    Kind.COMMITMENT,
    Form(
        (
            Ask(
                "promisor",
                r"承诺(?:人|单位|方)(?:名称)?(?:\(.{1,10}\))?|申报单位(?:名称)?(?:\(.{1,10}\))?|单位名称(?:\(.{1,10}\))?",
                named,
            ),
            Ask("legal_rep", r"法定代表人(?:\(.{1,12}\))?(?:签字|签名)?|负责人(?:\(.{1,8}\))?", named),
            Ask("project", r"项目名称|申报项目", line),
            Ask("sign_date", r"(?:承诺|签署)?日期|时间", day),
        ),
        r"致|盖章|签字|联系电话|联系人|统一社会信用代码|地址|单位公章",
    ),
    finish=_promised,
)
