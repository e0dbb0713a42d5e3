"""Scans of the applicant's papers: the business licence (副本) and a specimen of an ID card, both sealed."""

from __future__ import annotations

import random

from sample_docs.generator import scan, seals
from sample_docs.generator.contracts import day
from sample_docs.generator.faces import qr
from sample_docs.generator.identity import Company, id_check
from sample_docs.generator.sheet import Paper, Sheet

GOLD = (0.72, 0.56, 0.2)
GREY = (0.55, 0.55, 0.58)
RED = (0.78, 0.1, 0.12)
SCOPE = (
    "一般项目：工业互联网数据服务；工业控制计算机及系统销售；软件开发；信息系统集成服务；物联网技术服务；大数据服务；"
    "技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广；网络设备销售；工业自动控制系统装置销售。"
    "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）"
)


def business(applicant: Company, capital: str, rng: random.Random, scope: str = SCOPE) -> bytes:
    """营业执照（副本） as a colour scan with the registrar's and the applicant's seals."""
    paper = Paper("scan")
    sheet = paper.sheet(210, 297)
    _border(sheet)
    sheet.circle(105, 44, 13, RED, 2.2)
    sheet.text(105, 48.5, "★", 34, color=RED, align="center")
    sheet.text(105, 78, "营 业 执 照", 40, font="hei", color=GOLD, align="center")
    sheet.text(105, 88, "（副  本）", 15, color=(0.25, 0.25, 0.25), align="center")
    sheet.text(182, 98, f"统一社会信用代码  {applicant.uscc}", 12, align="right")
    rows = (
        ("名        称", applicant.name), ("类        型", "有限责任公司（自然人投资或控股）"),
        ("法定代表人", applicant.legal_rep), ("注 册 资 本", capital.replace("万元人民币", "万元整")),
        ("成 立 日 期", day(applicant.founded)), ("营 业 期 限", f"{day(applicant.founded)}至长期"),
        ("住        所", applicant.address), ("经 营 范 围", scope),
    )  # fmt: skip
    y = 112.0
    for label, value in rows:
        sheet.text(30, y, label, 12.5, color=(0.35, 0.3, 0.2))
        y = sheet.wrapped(62, y, value, 118, 12, leading=1.4) + 3.6
    sheet.image(32, 222, 34, 34, qr.png(f"http://www.example.com/licence?uniscid={applicant.uscc}"))
    sheet.text(120, 232, "登 记 机 关", 13)
    sheet.text(150, 252, day(applicant.founded.replace(year=2021)), 12, align="center")
    sheet.text(30, 277, "企业信用信息公示系统网址：http://www.example.com", 8, color=GREY)
    sheet.text(180, 277, "国家市场监督管理总局监制", 8, color=GREY, align="right")
    registrar = f"成都市{applicant.address[3:6]}市场监督管理局"
    presses = [
        scan.Press(seals.company(registrar), 128, 220, 42, 42, rng.uniform(-5, 5)),
        scan.Press(seals.company(applicant.name), 84, 205, 42, 42, rng.uniform(-15, 15)),
    ]
    return scan.jpeg(scan.photographed(paper, rng, {0: presses})[0], 60)


def _border(sheet: Sheet) -> None:
    sheet.box(12, 12, 198, 285, GOLD, width=2.2)
    sheet.box(15, 15, 195, 282, GOLD, width=0.8)
    sheet.box(17.5, 17.5, 192.5, 279.5, GREY, width=0.5)
    for index in range(36):
        x = 19.5 + index * 4.8
        for y in (13.5, 283.5):
            sheet.circle(x, y, 0.8, GOLD, 0.5)
    for index in range(54):
        y = 19.5 + index * 4.8
        for x in (13.5, 196.5):
            sheet.circle(x, y, 0.8, GOLD, 0.5)


def id_card(applicant: Company, rng: random.Random) -> bytes:
    """Both sides of the legal representative's ID card on one page, marked as a specimen across."""
    paper = Paper("scan")
    sheet = paper.sheet(210, 160)
    body = "51019919790818" + str(rng.randint(100, 999))
    number = body + id_check(body)
    sheet.box(12, 18, 98, 72, GREY, width=0.8, fill=(0.93, 0.96, 0.97))
    front = (
        (f"姓 名  {applicant.legal_rep}", 28), ("性 别  男     民 族  汉", 36), ("出 生  1979 年 8 月 18 日", 44),
        (f"住 址  {applicant.address[:14]}", 52), (f"公民身份号码  {number}", 66),
    )  # fmt: skip
    for text, y in front:
        sheet.text(17, y, text, 9)
    sheet.box(78, 24, 94, 46, GREY, width=0.6, fill=(0.85, 0.88, 0.9))
    sheet.box(112, 18, 198, 72, GREY, width=0.8, fill=(0.93, 0.96, 0.97))
    sheet.text(155, 34, "中华人民共和国", 13, font="hei", align="center")
    sheet.text(155, 44, "居 民 身 份 证", 15, font="hei", align="center")
    sheet.text(122, 58, f"签发机关  成都市公安局{applicant.address[3:6]}分局", 9)
    sheet.text(122, 66, "有效期限  2015.06.01-2035.06.01", 9)
    for x in (55, 155):
        sheet.text(x, 60, "样 本 SPECIMEN", 22, font="hei", color=(0.8, 0.55, 0.55), align="center")
    sheet.text(105, 92, "法定代表人身份证（样本，不具有任何证明效力）", 11, align="center")
    seal = scan.Press(seals.company(applicant.name), 84, 88, 42, 42, rng.uniform(-15, 15))
    return scan.jpeg(scan.photographed(paper, rng, {0: [seal]})[0], 60)
