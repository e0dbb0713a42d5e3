"""Slips of many banks, drawn as words with boxes: the same facts must come out of every arrangement of labels."""

import random
import unicodedata
from dataclasses import replace

import pytest

from evidence.document import Box, Document, Entry, Layer, Method, Page, Seal, Word
from evidence.fact import Status
from evidence.kind import Kind
from evidence.record import Record
from extractors import extract
from extractors.bank_slip import BANK_SLIP, read_slip
from extractors.part import Part

PAYER, PAYEE = "蓉城智造科技有限公司", "锦江云图软件有限公司"
PAYER_ACCOUNT, PAYEE_ACCOUNT = "4402200109000012345", "51050188083600009876"
PAYER_BANK, PAYEE_BANK = "中国工商银行成都高新支行", "中国建设银行成都天府支行"
WORDS, FIGURES = "壹拾贰万叁仟肆佰伍拾陆元柒角捌分", "123,456.78"
HEIGHT = 20.0


def word(x: float, y: float, text: str, height: float = HEIGHT) -> Word:
    width = sum(1.0 if unicodedata.east_asian_width(c) in "WF" else 0.55 for c in text) * height
    return Word(text, Box(x, y, x + width, y + height))


def page(*placed: tuple[float, float, str], width: float = 1100, height: float = 600) -> Page:
    return Page(1, width, height, tuple(word(*one) for one in placed))


def vertical(x: float, y: float, text: str) -> list[tuple[float, float, str]]:
    return [(x, y + 40 * i, char) for i, char in enumerate(text)]


ICBC_TABLE = page(
    (350, 10, "中国工商银行 网上银行电子回单"), (20, 50, "电子回单号码: 0012-3456-7890-1234"), (900, 50, "第1次补打"),
    (20, 130, "付款人"), (120, 90, "户 名"), (220, 90, PAYER), (550, 130, "收款人"), (650, 90, "户 名"), (750, 90, PAYEE),
    (120, 130, "账 号"), (220, 130, PAYER_ACCOUNT), (650, 130, "账 号"), (750, 130, PAYEE_ACCOUNT),
    (120, 170, "开户银行"), (220, 170, PAYER_BANK), (650, 170, "开户银行"), (750, 170, PAYEE_BANK),
    (20, 210, "金额"), (220, 210, "¥" + FIGURES + " 元"), (550, 210, "金额(大写)"), (750, 210, "人民币 " + WORDS),
    (20, 250, "摘要"), (220, 250, "货款"), (550, 250, "业务(产品)种类"), (750, 250, "跨行发报"),
    (20, 290, "用途"), (220, 290, "软件开发费"),
    (20, 330, "交易流水号"), (220, 330, "98765432"), (550, 330, "时间戳"), (750, 330, "2024-03-05-10.20.30.123456"),
    (20, 370, "备注:"), (20, 410, "验证码:aBcD1234EfGh="),
    (20, 450, "记账网点"), (120, 450, "345"), (300, 450, "记账柜员"), (400, 450, "12"), (600, 450, "记账日期"), (750, 450, "2024年03月05日"),
    (20, 490, "重要提示:电子回单可重复打印,请勿重复记账"), (800, 490, "打印日期:2024-06-30"),
)  # fmt: skip
ICBC_FLAT = page(
    (80, 10, "中国工商银行"), (850, 10, "日期:2024年3月5日"), (820, 45, "回单编号:24065000012"), (430, 80, "业务回单(付款)"),
    (10, 130, "付款人户名:" + PAYER), (560, 130, "付款人账号:" + PAYER_ACCOUNT), (10, 160, "付款人开户行:" + PAYER_BANK),
    (10, 200, "收款人户名:" + PAYEE), (560, 200, "收款人账号:" + PAYEE_ACCOUNT), (10, 230, "收款人开户行:" + PAYEE_BANK),
    (10, 270, "币种:人民币"), (10, 300, "金额:" + WORDS), (560, 300, "小写:" + FIGURES),
    (10, 330, "业务(产品)种类:跨行汇款"), (560, 330, "凭证种类:000000000"), (10, 360, "凭证号码:00000000000000000"), (560, 360, "摘要:货款"),
    (10, 390, "用途:软件开发费"), (560, 390, "交易机构号:0440200001"), (10, 420, "记账柜员:00023"), (560, 420, "交易代码:52093"),
    (560, 450, "流水号:98765432"),
)  # fmt: skip
CCB_PAPER = page(
    (350, 10, "中国建设银行单位客户专用回单"), (20, 50, "币别:人民币"), (430, 50, "2024年03月05日"), (750, 50, "流水号:51098765432N"),
    *vertical(20, 90, "付款人"), (70, 90, "全称"), (170, 90, PAYER), *vertical(560, 90, "收款人"), (610, 90, "全称"), (710, 90, PAYEE),
    (70, 130, "账号"), (170, 130, PAYER_ACCOUNT), (610, 130, "账号"), (710, 130, PAYEE_ACCOUNT),
    (70, 170, "开户行"), (170, 170, PAYER_BANK), (610, 170, "开户行"), (710, 170, PAYEE_BANK),
    (30, 215, "金额"), (130, 215, "(大写)人民币" + WORDS), (850, 215, "(小写)¥" + FIGURES),
    (20, 255, "凭证种类"), (170, 255, "电子转账凭证"), (560, 255, "凭证号码"), (710, 255, "10086"),
    (20, 295, "结算方式"), (170, 295, "转账"), (560, 295, "用途"), (710, 295, "软件开发费"),
    (560, 330, "打印柜员:510XX"), (560, 360, "打印机构:成都分行"), (20, 420, "生成时间:2024-06-30 10:00:00"),
    (20, 450, "此回单以客户真实交易为依据,电子回单可重复打印,请勿重复记账。"),
)  # fmt: skip
ABC = page(
    (430, 10, "网上银行电子回单"), (420, 45, "客户收付款入账通知"), (10, 80, "回单编号:25510012345678"), (960, 80, "第1次打印"),
    (80, 110, "账号"), (170, 110, PAYER_ACCOUNT), (620, 110, "账号"), (710, 110, PAYEE_ACCOUNT),
    (15, 140, "付款方"), (80, 140, "户名"), (170, 140, PAYER), (555, 140, "收款方"), (620, 140, "户名"), (710, 140, PAYEE),
    (80, 170, "开户行"), (170, 170, PAYER_BANK), (620, 170, "开户行"), (710, 170, PAYEE_BANK),
    (30, 205, "金额(小写)"), (170, 205, FIGURES), (560, 205, "金额(大写)"), (710, 205, WORDS),
    (30, 235, "币种"), (170, 235, "人民币"), (560, 235, "交易渠道"), (710, 235, "网银"),
    (30, 265, "摘要"), (170, 265, "货款"), (560, 265, "凭证号"), (710, 265, "987"),
    (30, 295, "交易时间"), (170, 295, "2024-03-04 23:50:00"), (560, 295, "会计日期"), (710, 295, "2024-03-05"),
    (30, 325, "附言"), (170, 325, "软件开发费"), (850, 420, "打印日期:2024-06-30"),
    (10, 420, "电子回单可以重复打印,回单编号相同表示同一笔业务,请勿重复记账。"),
)  # fmt: skip
BOC = page(
    (100, 10, "中国银行"), (400, 30, "国内支付业务付款回单"), (170, 80, "客户号:123456789"), (620, 80, "日期:2024年03月05日"),
    (20, 120, "付款人账号:" + PAYER_ACCOUNT), (540, 120, "收款人账号:" + PAYEE_ACCOUNT),
    (20, 150, "付款人名称:" + PAYER), (540, 150, "收款人名称:" + PAYEE),
    (20, 200, "付款人开户行:" + PAYER_BANK), (540, 200, "收款人开户行:" + PAYEE_BANK),
    (20, 260, "金额:CNY" + FIGURES), (70, 290, "人民币" + WORDS),
    (20, 330, "业务种类:大额支付"), (290, 330, "业务编号:33"), (660, 330, "凭证号码:44"), (20, 360, "用途:软件开发费"), (20, 410, "备注:无"), (20, 460, "附言:货款"),
    (20, 510, "交易机构:12345"), (230, 510, "交易渠道:网上银行"), (510, 510, "交易流水号:98765432"), (760, 510, "经办:"),
    (20, 540, "回单编号:2024030500012"), (310, 540, "回单验证码:AB12CD"), (610, 540, "打印时间:2024-06-30"), (790, 540, "打印次数:1次"),
)  # fmt: skip
BOCOM = page(
    (450, 10, "交通银行"), (480, 40, "回单"), (20, 80, "回单编号:"), (130, 80, "240305001"), (400, 80, "回单类型:"), (520, 80, "支付结算"), (760, 80, "业务名称:"), (880, 80, "转账"),
    (20, 120, "付款人名称:"), (180, 120, PAYER), (560, 120, "付款人账号:"), (720, 120, PAYER_ACCOUNT), (20, 150, "开户行名称:"), (180, 150, PAYER_BANK),
    (20, 190, "收款人名称:"), (180, 190, PAYEE), (560, 190, "收款人账号:"), (720, 190, PAYEE_ACCOUNT), (20, 220, "开户行名称:"), (180, 220, PAYEE_BANK),
    (20, 260, "币种:"), (100, 260, "CNY"), (300, 260, "金额:"), (380, 260, FIGURES), (560, 260, "金额大写:"), (680, 260, WORDS),
    (20, 300, "记账日期:"), (140, 300, "20240305"), (400, 300, "会计流水号:"), (540, 300, "98765432"), (20, 340, "借贷标志:借"), (400, 340, "摘要:"), (480, 340, "软件开发费"),
    (20, 380, "打印次数:"), (140, 380, "1次"),
)  # fmt: skip
CMB = page(
    (480, 60, "出账回单"), (100, 100, "交易日期:2024年03月05日"), (560, 100, "业务类型:汇款"), (100, 130, "业务编号:B2403"), (560, 130, "交易流水:98765432"),
    (100, 160, "付款账号:" + PAYER_ACCOUNT), (560, 160, "付款人:" + PAYER), (100, 190, "付款开户行:" + PAYER_BANK),
    (100, 220, "收款账号:" + PAYEE_ACCOUNT), (560, 220, "收款人:" + PAYEE), (100, 250, "收款开户行:" + PAYEE_BANK),
    (100, 280, "交易金额(小写):CNY" + FIGURES), (100, 310, "交易金额(大写):人民币" + WORDS), (100, 340, "交易摘要:软件开发费"),
    (100, 420, "经办:E001"), (220, 420, "复核:"), (340, 420, "授权:"), (460, 420, "回单编号:240305001"),
)  # fmt: skip
SCRCB = page(
    (400, 10, "企业网上银行电子回单"), (20, 50, "电子回单号码:240305001"), (600, 50, "交易流水号:98765432"),
    (20, 90, "付款户名"), (150, 90, PAYER), (560, 90, "收款户名"), (690, 90, PAYEE),
    (20, 120, "付款账号"), (150, 120, PAYER_ACCOUNT), (560, 120, "收款账号"), (690, 120, PAYEE_ACCOUNT),
    (20, 150, "付款人开户行"), (170, 150, PAYER_BANK), (560, 150, "收款人开户行"), (710, 150, PAYEE_BANK),
    (20, 190, "交易金额(小写)"), (220, 190, FIGURES), (560, 190, "交易金额(大写)"), (740, 190, WORDS),
    (20, 230, "交易时间"), (150, 230, "2024-03-05 10:20:30"), (560, 230, "业务种类"), (690, 230, "普通汇兑"), (20, 270, "摘要"), (150, 270, "软件开发费"),
    (20, 310, "录入:"), (200, 310, "复核:"), (400, 310, "授权:"),
)  # fmt: skip
SPDB = page(
    (250, 10, "上海浦东发展银行网上银行电子回单 贷记回单"), (20, 50, "打印日期:2024-06-30"), (560, 50, "第1次打印"),
    (60, 90, "电子回单编号"), (220, 90, "240305001"), (620, 90, "验证码"), (760, 90, "ZX12CV"),
    (20, 150, "付款人"), (110, 120, "账户名称"), (220, 120, PAYER), (560, 150, "收款人"), (650, 120, "账户名称"), (760, 120, PAYEE),
    (110, 150, "账号"), (220, 150, PAYER_ACCOUNT), (650, 150, "账号"), (760, 150, PAYEE_ACCOUNT),
    (110, 180, "开户银行"), (220, 180, PAYER_BANK), (650, 180, "开户银行"), (760, 180, PAYEE_BANK),
    (60, 220, "交易名称"), (220, 220, "转账"), (460, 220, "凭证号"), (560, 220, "77"), (60, 250, "交易时间"), (220, 250, "20240305102030"),
    (700, 250, "交易流水号"), (830, 250, "98765432"), (60, 290, "金额(大写)"), (220, 290, "人民币" + WORDS), (620, 290, "金额(小写)"), (760, 290, "¥" + FIGURES),
    (60, 330, "摘要"), (220, 330, "软件开发费"), (20, 380, "重要提示:"), (20, 410, "(2)本电子回单不作为收款方发货依据,仅供参考。"),
)  # fmt: skip
CIB = page(
    (350, 10, "兴业银行汇出回单(往账)"), (780, 45, "2024年03月05日"), (950, 45, "第98765号"), (220, 90, "付款人"), (760, 90, "收款人"),
    (10, 120, "全"), (65, 120, "称:"), (130, 120, PAYER), (560, 120, "全"), (615, 120, "称:"), (680, 120, PAYEE),
    (10, 150, "账"), (65, 150, "号:"), (130, 150, PAYER_ACCOUNT), (560, 150, "账"), (615, 150, "号:"), (680, 150, PAYEE_ACCOUNT),
    (10, 180, "开户银行:"), (130, 180, PAYER_BANK), (560, 180, "开户银行:"), (680, 180, PAYEE_BANK), (10, 225, "汇出地点:"), (560, 225, "汇入地点:"),
    (10, 255, "金"), (70, 255, "额:"), (130, 255, "人民币" + WORDS), (700, 255, "小写:"), (780, 255, "¥" + FIGURES),
    (10, 285, "用"), (70, 285, "途:"), (130, 285, "软件开发费"), (10, 560, "银行提请注意:本回单不作为收款方发货依据,请勿重复记账;回单或对账单与客户实际交易不符的,以客户实际交易为准。"),
)  # fmt: skip
CMBC = page(
    (60, 10, "中国民生银行"), (350, 10, "支付业务回单(付款)"), (1000, 10, "回单凭证"), (10, 60, "交易日期:2024-03-05"), (360, 60, "借贷标志:借"), (620, 60, "通道:人行"),
    (10, 90, "付款人账号:" + PAYER_ACCOUNT), (620, 90, "收款人账号:" + PAYEE_ACCOUNT), (10, 120, "付款人名称:" + PAYER), (620, 120, "收款人名称:" + PAYEE),
    (10, 160, "付款人开户行:" + PAYER_BANK), (620, 160, "收款人开户行:" + PAYEE_BANK), (10, 200, "币种:人民币"), (200, 200, "金额:(大写)" + WORDS), (850, 200, "(小写)" + FIGURES),
    (10, 240, "报文标识号:20240305000"), (10, 270, "摘要:软件开发费"), (10, 300, "记账流水号:98765432"), (10, 360, "登录号:"), (360, 360, "网点编号:"), (700, 360, "打印状态:正常"), (10, 390, "客户验证码:QWE123"),
)  # fmt: skip
PAB = page(
    (60, 10, "平安银行"), (500, 10, "收付款业务回单"), (10, 50, "记账日期:2024-03-05"), (400, 50, "回单号:240305001"), (860, 50, "验证码:QWE123"),
    (10, 80, "付款人名称:" + PAYER), (560, 80, "收款人名称:" + PAYEE), (10, 105, "付款人账号:" + PAYER_ACCOUNT), (560, 105, "收款人账号:" + PAYEE_ACCOUNT),
    (10, 130, "付款人开户行:" + PAYER_BANK), (560, 130, "收款人开户行:" + PAYEE_BANK), (10, 160, "币种:人民币"), (240, 160, "大写金额:" + WORDS), (880, 160, "小写:" + FIGURES),
    (10, 200, "备注:软件开发费"), (10, 240, "已打印次数:2"), (340, 240, "打印时间:2024-06-30 09:00:00"), (10, 300, "温馨提示:回单号相同即为同一笔业务回单,请勿重复记账使用。"),
)  # fmt: skip
CGB = page(
    *vertical(10, 20, "付款人"), (90, 25, "户名"), (190, 25, PAYER), *vertical(560, 20, "收款人"), (640, 25, "户名"), (740, 25, PAYEE),
    (90, 65, "账号"), (190, 65, PAYER_ACCOUNT), (640, 65, "账号"), (740, 65, PAYEE_ACCOUNT), (90, 105, "开户银行"), (190, 105, PAYER_BANK), (640, 105, "开户银行"), (740, 105, PAYEE_BANK),
    (60, 160, "交易币种"), (190, 160, "人民币"), (60, 200, "交易金额"), (190, 200, FIGURES), (560, 200, WORDS), (60, 240, "摘要"), (190, 240, "软件开发费"),
    (60, 280, "核心流水号"), (190, 280, "98765432"), (60, 320, "记账日期"), (190, 320, "2024-03-05"), (560, 320, "记账时间"), (740, 320, "10:20:30"), (60, 360, "备注"), (60, 400, "附言"),
    (300, 450, "* 银行重要提示:电子回单可重复打印,请注意核对,请勿重复记账使用。"),
)  # fmt: skip
PSBC = page(
    (400, 10, "企业网上银行电子回单"), (20, 60, "回单编号"), (160, 60, "240305001"), (620, 60, "回单类型"), (760, 60, "转账汇款"),
    (20, 140, "付款方"), (130, 100, "户 名"), (230, 100, PAYER), (560, 140, "收款方"), (670, 100, "户 名"), (770, 100, PAYEE),
    (130, 140, "账 号"), (230, 140, PAYER_ACCOUNT), (670, 140, "账 号"), (770, 140, PAYEE_ACCOUNT), (130, 180, "开户行"), (230, 180, PAYER_BANK), (670, 180, "开户行"), (770, 180, PAYEE_BANK),
    (20, 220, "支出金额(大"), (20, 245, "写)"), (230, 232, WORDS), (560, 220, "支出金额(小"), (560, 245, "写)"), (770, 232, FIGURES),
    (20, 290, "币种"), (230, 290, "人民币"), (560, 290, "摘要"), (770, 290, "货款"), (20, 330, "交易时间"), (230, 330, "2024-03-05 10:20:30"), (560, 330, "交易流水号"), (770, 330, "98765432"),
    (20, 370, "记账日期"), (230, 370, "2024-03-05"), (20, 410, "附言"), (20, 450, "用途"), (230, 450, "软件开发费"),
)  # fmt: skip
NBCB = page(
    (430, 10, "宁波银行客户回单"), (10, 55, "交易日期"), (200, 55, "2024年03月05日"), (620, 55, "回单编号"), (730, 55, "240305001"),
    (60, 85, "账号"), (200, 85, PAYER_ACCOUNT), (60, 115, "户名"), (200, 115, PAYER), (45, 145, "开户银行"), (200, 145, PAYER_BANK),
    (45, 175, "交易金额"), (200, 175, "人民币" + WORDS), (640, 175, "RMB" + FIGURES), (45, 205, "回单种类"), (200, 205, "转账支取回单"), (560, 205, "交易渠道"), (700, 205, "网银"),
    (45, 235, "业务种类"), (200, 235, "转账支取"), (560, 235, "交易流水"), (700, 235, "98765432"),
    (200, 265, "收款人账号:" + PAYEE_ACCOUNT), (640, 265, "收款人户名:" + PAYEE), (200, 295, "收款行行名:" + PAYEE_BANK), (640, 295, "业务类型:普通"), (200, 325, "用途:软件开发费"), (10, 420, "打印方式:自助"), (300, 420, "打印时间:2024-06-30"),
)  # fmt: skip
OWN_AND_COUNTER = page(
    (430, 10, "电子回单"), (20, 60, "本方户名:" + PAYER), (560, 60, "对方户名:" + PAYEE), (20, 90, "本方账号:" + PAYER_ACCOUNT), (560, 90, "对方账号:" + PAYEE_ACCOUNT),
    (20, 120, "本方开户行:" + PAYER_BANK), (560, 120, "对方开户行:" + PAYEE_BANK), (20, 160, "借贷标志:借"), (300, 160, "交易金额:" + FIGURES), (620, 160, "金额大写:" + WORDS),
    (20, 200, "交易日期:2024-03-05"), (300, 200, "用途:软件开发费"), (620, 200, "流水号:98765432"),
)  # fmt: skip
STACKED_HEADINGS = page(
    (430, 10, "转账回单"), (20, 50, "付款人信息"), (40, 80, "户名:" + PAYER), (40, 110, "账号:" + PAYER_ACCOUNT), (40, 140, "开户行:" + PAYER_BANK),
    (20, 180, "收款人信息"), (40, 210, "户名:" + PAYEE), (40, 240, "账号:" + PAYEE_ACCOUNT), (40, 270, "开户行:" + PAYEE_BANK),
    (20, 310, "小写金额:" + FIGURES), (20, 340, "大写金额:" + WORDS), (20, 370, "交易时间:2024/03/05 10:20:30"), (20, 400, "用途:软件开发费"), (20, 430, "回单编号:240305001"),
)  # fmt: skip
VALUES_BELOW = page(
    (430, 10, "电子回单"), (20, 60, "付款人名称"), (360, 60, "付款人账号"), (720, 60, "付款人开户行"), (20, 90, PAYER), (360, 90, PAYER_ACCOUNT), (720, 90, PAYER_BANK),
    (20, 130, "收款人名称"), (360, 130, "收款人账号"), (720, 130, "收款人开户行"), (20, 160, PAYEE), (360, 160, PAYEE_ACCOUNT), (720, 160, PAYEE_BANK),
    (20, 200, "交易金额"), (360, 200, "金额(大写)"), (720, 200, "交易日期"), (20, 230, FIGURES), (360, 230, WORDS), (720, 230, "2024-03-05"),
    (20, 270, "用途"), (360, 270, "流水号"), (20, 300, "软件开发费"), (360, 300, "98765432"),
)  # fmt: skip

LAYOUTS = {
    "icbc_table": ICBC_TABLE, "icbc_flat": ICBC_FLAT, "ccb_paper": CCB_PAPER, "abc": ABC, "boc": BOC, "bocom": BOCOM, "cmb": CMB, "scrcb": SCRCB,
    "spdb": SPDB, "cib": CIB, "cmbc": CMBC, "pab": PAB, "cgb": CGB, "psbc": PSBC, "nbcb": NBCB, "own_and_counter": OWN_AND_COUNTER,
    "stacked_headings": STACKED_HEADINGS, "values_below": VALUES_BELOW,
}  # fmt: skip


def document(*pages: Page, layers: tuple[Layer, ...] = ()) -> Document:
    return Document("a" * 64, "slip.pdf", "pdf", "1", "application/pdf", pages, layers=layers)


def only(*pages: Page, layers: tuple[Layer, ...] = ()) -> Record:
    records = extract(document(*pages, layers=layers)).records
    assert len(records) == 1
    return records[0]


def check(record: Record) -> None:
    expected = {
        "payer": PAYER, "payee": PAYEE, "payer_account": PAYER_ACCOUNT, "payee_account": PAYEE_ACCOUNT,
        "payer_bank": PAYER_BANK, "payee_bank": PAYEE_BANK, "pay_amount": "123456.78", "pay_date": "2024-03-05",
    }  # fmt: skip
    assert {name: record.text(name) for name in expected} == expected
    assert record.facts["pay_amount"].status is Status.PROVEN
    assert "软件开发费" in {record.text(name) for name in ("usage", "summary", "remark")}


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_layout_gives_the_same_facts(name: str) -> None:
    record = only(LAYOUTS[name])
    assert record.kind is Kind.BANK_RECEIPT
    check(record)


def jittered(source: Page, seed: int) -> Page:
    """As a scan reads: boxes off by a few pixels, full-width colons, confidences below one."""
    dice = random.Random(seed)
    words = []
    for one in source.words:
        dx, dy, grow = dice.uniform(-3, 3), dice.uniform(-3, 3), dice.uniform(-2, 3)
        box = Box(one.box.x0 + dx, one.box.y0 + dy, one.box.x1 + dx, one.box.y1 + dy + grow)
        words.append(Word(one.text.replace(":", "："), box, dice.uniform(0.85, 1.0), Method.OCR))
    dice.shuffle(words)
    return replace(source, words=tuple(words), method=Method.OCR)


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("seed", range(4))
def test_jitter_of_a_scan_changes_nothing(name: str, seed: int) -> None:
    record = only(jittered(LAYOUTS[name], seed))
    check(record)
    assert record.facts["payer"].method is Method.OCR
    assert 0.85 <= record.facts["pay_amount"].confidence < 1


KNOWN = (
    PAYER,
    PAYEE,
    PAYER_ACCOUNT,
    PAYEE_ACCOUNT,
    PAYER_BANK,
    PAYEE_BANK,
    WORDS,
    FIGURES,
    "98765432",
    "240305001",
    "软件开发费",
)


def blanked(source: Page) -> Page:
    """The layout as an empty form: every value taken away, every label and note kept."""
    words = []
    for one in source.words:
        text = one.text
        for value in KNOWN:
            text = text.replace(value, "")
        for date in (
            "2024年03月05日",
            "2024年3月5日",
            "2024-03-05",
            "2024-03-04",
            "20240305102030",
            "20240305",
            "2024/03/05",
        ):
            text = text.replace(date, "年 月 日" if "年" in date else "")
        if text.strip(" :¥0123456789"):
            words.append(replace(one, text=text))
    return replace(source, words=tuple(words))


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_blank_form_gives_no_party_amount_or_day(name: str) -> None:
    facts = read_slip(blanked(LAYOUTS[name]))
    invented = {
        "payer",
        "payee",
        "payer_account",
        "payee_account",
        "payer_bank",
        "payee_bank",
        "pay_amount",
        "amount_words",
        "pay_date",
    }
    assert {field: facts[field].value for field in invented & set(facts)} == {}


def test_a_reprint_and_its_codes() -> None:
    record = only(ICBC_TABLE)
    assert record.facts["print_count"].number == 1
    assert record.text("receipt_no") == "0012-3456-7890-1234"
    assert record.text("verify_code") == "aBcD1234EfGh="
    assert record.text("bank") == "中国工商银行"


def test_booking_date_outranks_transaction_date() -> None:
    record = only(ABC)
    assert record.facts["pay_date"].day.isoformat() == "2024-03-05"
    assert record.facts["transaction_date"].day.isoformat() == "2024-03-04"


def test_an_acknowledgement_is_not_a_receipt() -> None:
    head = replace(CCB_PAPER, words=(word(350, 10, "中国建设银行网上银行电子回执"), *CCB_PAPER.words[1:]))
    note = word(
        20, 520, "重要提示：银行受理成功，本回执不作为收、付款方交易的最终依据，正式回单请在交易成功第二日打印。"
    )
    record = only(replace(head, words=(*head.words, note)))
    assert record.kind is Kind.BANK_ACK
    assert record.facts["is_ack"].flag
    check(record)


def test_no_basis_for_shipping_is_still_a_receipt() -> None:
    assert only(SPDB).kind is Kind.BANK_RECEIPT


def retold(source: Page, old: str, new: str, **changes: object) -> Page:
    return replace(
        source,
        words=tuple(replace(w, text=w.text.replace(old, new), **changes) if old in w.text else w for w in source.words),
    )


def test_words_against_figures_is_contradicted_with_both_kept() -> None:
    fact = only(retold(PSBC, FIGURES, "123,456.73")).facts["pay_amount"]
    assert fact.status is Status.CONTRADICTED
    assert fact.value == "123456.73"
    assert [candidate.value for candidate in fact.candidates] == ["123456.78"]
    assert "not:words" in fact.checks


def test_a_reading_without_the_seal_that_agrees_with_the_words_wins() -> None:
    page_ = retold(PSBC, FIGURES, "123,466.78", alternatives=(FIGURES,), method=Method.OCR)
    fact = only(page_).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.78", Status.PROVEN)
    assert fact.repair


def test_figures_alone_stay_unproven() -> None:
    fact = only(replace(PSBC, words=tuple(w for w in PSBC.words if w.text != WORDS))).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.78", Status.UNPROVEN)


def test_foreign_currency_is_never_yuan() -> None:
    page_ = retold(retold(PSBC, "人民币", "美元"), WORDS, "")
    record = only(page_)
    assert record.text("currency") == "USD"
    assert record.facts["pay_amount"].currency == "USD"


def test_the_text_of_a_seal_is_no_value() -> None:
    seal = Seal(Box(150, 150, 420, 260), text="锦城商业银行股份有限公司")
    form = blanked(PSBC)
    stamped = replace(
        form,
        words=(*form.words, word(230, 180, "锦城商业银行股份有限公司"), word(250, 215, "电子回单专用章")),
        seals=(seal,),
    )
    facts = read_slip(stamped)
    assert not {"payer", "payer_bank", "payee", "amount_words"} & set(facts)


def shifted(source: Page, dy: float, number: str) -> tuple[Word, ...]:
    moved = (replace(w, box=Box(w.box.x0, w.box.y0 + dy, w.box.x1, w.box.y1 + dy)) for w in source.words)
    return tuple(replace(w, text=w.text.replace("240305001", number)) for w in moved)


@pytest.mark.parametrize("name", ["psbc", "cmb", "scrcb", "pab", "values_below", "stacked_headings"])
def test_three_slips_on_one_page(name: str) -> None:
    words = tuple(w for i in range(3) for w in shifted(LAYOUTS[name], 560 * i, f"24030500{i}"))
    records = extract(document(Page(1, 1100, 1700, words))).records
    assert [record.position for record in records] == [0, 1, 2]
    for record in records:
        assert record.kind is Kind.BANK_RECEIPT
        check(record)
    if name not in ("values_below",):
        assert [record.text("receipt_no") for record in records] == ["240305000", "240305001", "240305002"]
    assert len({record.id for record in records}) == 3


def xbrl(**elements: str) -> Layer:
    return Layer("xbrl", tuple(Entry(f"xbrl/{name}", text) for name, text in elements.items()))


def test_structured_data_proves_the_page() -> None:
    layer = xbrl(
        NumberOfBankElectronicReceipt="240305001", AccountNameOfPayer=PAYER, AccountNameOfPayee=PAYEE,
        TransactionAmountInFigures="123456.78", DateOfBookkeeping="2024-03-05",
    )  # fmt: skip
    record = only(PSBC, layers=(layer,))
    assert record.facts["payer"].status is Status.PROVEN
    assert "xbrl" in record.facts["pay_amount"].checks
    assert record.facts["pay_date"].status is Status.PROVEN


def test_structured_data_against_the_page_is_contradicted() -> None:
    layer = xbrl(
        NumberOfBankElectronicReceipt="240305001",
        AccountNameOfPayer="他人有限公司",
        TransactionAmountInFigures="123456.79",
    )
    fact = only(PSBC, layers=(layer,)).facts["pay_amount"]
    assert (fact.value, fact.status) == ("123456.79", Status.CONTRADICTED)
    assert "123456.78" in [candidate.value for candidate in fact.candidates]


def test_an_almost_empty_instance_leaves_the_page_to_speak() -> None:
    check(only(PSBC, layers=(xbrl(IdentificationCodeOfIssuer="B0009", Currency="CNY"),)))


def test_a_slip_as_data_only() -> None:
    layer = xbrl(
        NumberOfBankElectronicReceipt="9", AccountNameOfPayer=PAYER, AccountNameOfPayee=PAYEE, TransactionAmountInFigures="88.00",
        DateOfBookkeeping="20240305", Usage="null",
    )  # fmt: skip
    record = only(layers=(layer,))
    assert record.kind is Kind.BANK_RECEIPT
    assert (record.text("payer"), record.text("pay_amount"), record.text("pay_date")) == (PAYER, "88.00", "2024-03-05")
    assert "usage" not in record.facts


def test_the_claim_needs_labels_not_only_a_title() -> None:
    words = page((400, 10, "关于电子回单打印的通知"), (20, 60, "各分公司财务部："), (20, 100, "请于月底前完成打印。"))
    assert BANK_SLIP.claim(Part(document(words), (words,))) == {}


def test_a_payment_request_is_no_slip() -> None:
    form = page(
        (400, 10, "付款申请单"), (20, 60, "申请部门"), (150, 60, "研发部"), (560, 60, "日期"), (700, 60, "2024-03-01"), (20, 100, "收款单位"), (150, 100, PAYEE),
        (20, 140, "开户银行"), (150, 140, PAYEE_BANK), (560, 140, "账号"), (700, 140, PAYEE_ACCOUNT), (20, 180, "金额大写"), (150, 180, WORDS),
        (560, 180, "小写"), (700, 180, FIGURES), (20, 220, "用途"), (150, 220, "软件开发费"), (20, 260, "审批人"),
    )  # fmt: skip
    assert only(form).kind is Kind.INTERNAL_DOC
