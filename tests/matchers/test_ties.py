"""Every kind of tie the notice's papers need: frames, retention, fees, refunds, red letters, agreements, bills."""

import pytest

from evidence.kind import Kind
from rules import judge

NUMBER = "24512000000000000001"
PARENT, CHILD = "成都蓝桉控股有限公司", "四川松果供应链有限公司"


def matched(make, lines, records):
    return make.case(lines, records, materials=(make.LIST, make.form())).matching


def paid(matching, number="1"):
    return [(i.payment, i.amount.plain(), i.key) for i in matching.of(f"L-{number}").settlements]


def keys(matching, number="1"):
    return {ground.record: ground.key for ground in matching.of(f"L-{number}").grounds}


def invoices_of(matching, number):
    return [item.record for item in matching.of(f"L-{number}").invoices]


class TestContracts:
    def test_orders_stand_under_the_frame_that_the_list_names(self, make):
        frame = make.contract(None, "KJ-2024-01", kind=Kind.FRAMEWORK_CONTRACT)
        orders = [make.contract("300.00", f"DD-0{n}", kind=Kind.ORDER, main_contract_no="KJ-2024-01") for n in "12"]
        matching = matched(make, [make.line("600.00", contract_no="KJ-2024-01")], [frame, *orders])
        assert matching.of("L-1").contracts == (frame.id, *(order.id for order in orders))
        assert set(keys(matching).values()) == {"contract_listed", "contract_order"}

    def test_the_frame_of_an_order_is_no_second_limit(self, make):
        frame = make.contract("9000.00", "KJ-2024-01", kind=Kind.FRAMEWORK_CONTRACT)
        order = make.contract("300.00", "KJ-2024-01-D1", kind=Kind.ORDER)
        face, slip = make.ordinary("400.00"), make.slip("400.00")
        case = make.case([make.line("400.00", contract_no="KJ-2024-01-D1")], [frame, order, face, slip])
        assert case.matching.of("L-1").contracts == (order.id, frame.id)
        assert make.cuts(judge(case)) == {"invoice_over_contract": "100.00"}

    @pytest.mark.parametrize("said", [{"remark": "订单号DD-2024-02"}, {"contract_no": "DD-2024-02"}])
    def test_an_invoice_names_the_order(self, make, said):
        frame = make.contract(None, "KJ-2024-01", kind=Kind.FRAMEWORK_CONTRACT)
        orders = [
            make.contract("300.00", f"DD-2024-0{n}", kind=Kind.ORDER, main_contract_no="KJ-2024-01") for n in "12"
        ]
        face = make.ordinary("250.00", **said)
        lines = [make.line("300.00", n, contract_no=f"DD-2024-0{n}") for n in "12"]
        matching = matched(make, lines, [frame, *orders, face])
        assert (invoices_of(matching, "1"), invoices_of(matching, "2")) == ([], [face.id])

    def test_a_supplement_continues_the_number(self, make):
        main, more = make.contract("500.00"), make.contract("100.00", "CG-2024-001-补1", kind=Kind.CONTRACT_SUPPLEMENT)
        matching = matched(make, [make.line("600.00", contract_no="CG-2024-001")], [main, more])
        assert keys(matching)[more.id] == "contract_supplement"

    def test_contracts_of_one_supplier_are_shared_out_as_a_whole(self, make):
        """The first line's subject reads like the second contract; only the whole gives each line its amount."""
        first = make.contract("500.00", "CG-2024-001", subject="服务器")
        second = make.contract("700.00", "CG-2024-002", subject="平台软件开发")
        matching = matched(make, [make.line("700.00", "1"), make.line("500.00", "2")], [first, second])
        assert matching.of("L-1").contracts == (second.id,)
        assert matching.of("L-2").contracts == (first.id,)
        assert matching.ambiguities == ()

    def test_lines_that_add_up_to_a_contract_share_it(self, make):
        whole, other = make.contract("900.00", "CG-2024-001"), make.contract("5000.00", "CG-2024-002")
        matching = matched(make, [make.line("400.00", "1"), make.line("500.00", "2")], [other, whole])
        assert {matching.of(f"L-{n}").contracts for n in "12"} == {(whole.id,)}
        assert keys(matching)[whole.id] == "contract_sum"

    def test_equal_contracts_are_told_with_their_ways(self, make):
        twins = [make.contract("500.00", f"CG-2024-00{n}") for n in "12"]
        (doubt,) = matched(make, [make.line("500.00")], twins).ambiguities
        assert doubt.alternatives == 2
        assert {way[-1] for way in doubt.ways} == {twin.id for twin in twins}


class TestInvoices:
    def test_rival_lines_get_their_sums_as_a_whole(self, make):
        """Line 1 alone would take 300 + 200, which leaves line 2 without its 300."""
        faces = [
            make.ordinary(gross, f"2451200000000000000{n}")
            for n, gross in enumerate(("300.00", "200.00", "450.00", "50.00", "400.00"))
        ]
        matching = matched(make, [make.line("500.00", "1"), make.line("700.00", "2")], faces)
        assert set(invoices_of(matching, "1")) == {faces[2].id, faces[3].id}
        assert set(invoices_of(matching, "2")) == {faces[0].id, faces[4].id}

    def test_one_invoice_for_two_lines(self, make):
        face = make.ordinary("1000.00")
        matching = matched(make, [make.line("600.00", "1"), make.line("400.00", "2")], [face])
        shares = [matching.of(f"L-{n}").invoices[0].amount.plain() for n in "12"]
        assert shares == ["600.00", "400.00"]

    def test_two_equal_invoices_for_one_line_are_told(self, make):
        faces = [make.ordinary("500.00", f"2451200000000000000{n}") for n in "12"]
        matching = matched(make, [make.line("500.00", "1"), make.line("900.00", "2")], faces)
        doubts = [one for one in matching.ambiguities if one.alternatives == 2 and len(one.records) == 2]
        assert set(doubts[0].records) == {face.id for face in faces}
        assert {way[-1] for way in doubts[0].ways} == {face.id for face in faces}

    def test_as_many_invoices_as_lines_are_no_doubt(self, make):
        faces = [make.ordinary("500.00", f"2451200000000000000{n}") for n in "12"]
        matching = matched(make, [make.line("500.00", n) for n in "12"], faces)
        assert matching.ambiguities == ()

    def test_the_booking_data_lead_to_contract_and_slip(self, make):
        contracts = [make.contract("900.00", f"CG-2024-00{n}") for n in "12"]
        face = make.ordinary("500.00", contract_no="CG-2024-002", receipt_no="HD20240612000002")
        slips = [make.slip("500.00", f"HD2024061200000{n}") for n in "12"]
        matching = matched(make, [make.line("500.00")], [*contracts, face, *slips])
        assert paid(matching) == [(slips[1].id, "500.00", "slip_booked")]
        lines = [make.line("900.00", n, contract_no=f"CG-2024-00{n}") for n in "12"]
        matching = matched(make, lines, [*contracts, face, *slips])
        assert (invoices_of(matching, "1"), invoices_of(matching, "2")) == ([], [face.id])
        assert keys(matching, "2")[face.id] == "invoice_booked"

    def test_a_line_without_supplier_finds_its_contract_by_the_booking_data(self, make):
        contracts = [make.contract("900.00", f"CG-2024-00{n}") for n in "12"]
        face = make.ordinary("500.00", contract_no="CG-2024-002")
        matching = matched(make, [make.line("500.00", supplier="", invoice_nos=(NUMBER,))], [*contracts, face])
        assert keys(matching)[contracts[1].id] == "contract_booked"


class TestPayments:
    def test_foreseen_instalments_say_so(self, make):
        nodes = [
            {"node": name, "share": share} for name, share in (("预付", "0.3"), ("到货", "0.6"), ("质保金", "0.1"))
        ]
        contract = make.contract("1000.00", rows=nodes)
        slips = [make.slip(amount, f"HD202400000{n}") for n, amount in enumerate(("300.00", "600.00", "100.00"))]
        matching = matched(make, [make.line("1000.00")], [contract, make.ordinary("1000.00"), *slips])
        assert {key for _, _, key in paid(matching)} == {"paid_foreseen"}

    @pytest.mark.parametrize(("declared", "told"), [("1000.00", True), ("2000.00", False)])
    def test_a_retention_that_is_unpaid_is_named(self, make, declared, told):
        nodes = [{"node": "验收后支付", "share": "0.95"}, {"node": "质保期满支付质保金", "share": "0.05"}]
        records = [make.contract(declared, rows=nodes), make.ordinary(declared), make.slip("950.00")]
        verdict = make.verdict([make.line(declared, contract_no="CG-2024-001")], records)
        (finding,) = make.found(verdict, "invoice_unpaid")
        assert ("质保金" in finding.message) is told
        assert finding.amount.plain() == ("50.00" if told else "1050.00")

    @pytest.mark.parametrize(
        ("amount", "memo", "key"),
        [
            ("1015.00", "货款 手续费15.00元", "paid_with_fee"),
            ("985.00", "货款，扣手续费", "paid_with_fee"),
            ("1015.00", "货款 手续费10.00元", "paid_by_date"),
            ("1015.00", "货款", "paid_by_date"),
            ("1200.01", "货款 手续费", "paid_by_date"),
        ],
    )
    def test_bank_fees(self, make, amount, memo, key):
        slip = make.slip(amount, usage=memo)
        matching = matched(make, [make.line("1000.00")], [make.ordinary("1000.00"), slip])
        least = f"{min(1000, float(amount)):.2f}"
        assert paid(matching) == [(slip.id, least, key)]
        assert bool(matching.fees) is (key == "paid_with_fee")
        held = [part.amount.plain() for part in matching.of("L-1").payments]
        assert held == [least if key == "paid_with_fee" else amount]

    def test_a_payment_that_came_back_pays_only_what_nothing_else_pays(self, make):
        slips = [make.slip("1000.00", f"HD202400000{n}", pay_date=f"2024-06-0{n}") for n in (1, 3)]
        back = make.slip("1000.00", "HD2024000002", payer=make.SUPPLIER, payee=make.APPLICANT, usage="退款",
                         pay_date="2024-06-02")  # fmt: skip
        records = [make.contract("1000.00"), make.ordinary("1000.00"), *slips, back]
        matching = matched(make, [make.line("1000.00")], records)
        assert paid(matching) == [(slips[1].id, "1000.00", "paid_equal")]
        assert [(one.record, one.payment, one.amount.plain()) for one in matching.refunds] == [
            (back.id, slips[0].id, "1000.00")
        ]
        assert matching.unmatched == ()
        assert make.cuts(make.verdict([make.line("1000.00")], records)) == {}
        alone = [record for record in records if record is not slips[1]]
        assert paid(matched(make, [make.line("1000.00")], alone)) == [(slips[0].id, "1000.00", "paid_equal")]

    @pytest.mark.parametrize("amount", ["400.00", "1000.00"])
    def test_what_came_back_is_cut_once(self, make, amount):
        back = make.slip(amount, "HD2024000002", payer=make.SUPPLIER, payee=make.APPLICANT, usage="退货退款",
                         pay_date="2024-07-02")  # fmt: skip
        records = [make.contract("1000.00"), make.ordinary("1000.00"), make.slip("1000.00"), back]
        assert make.cuts(make.verdict([make.line("1000.00")], records)) == {"refund_not_netted": amount}

    def test_income_that_speaks_of_no_return_is_no_refund(self, make):
        sold = make.slip("400.00", "HD2024000002", payer=make.SUPPLIER, payee=make.APPLICANT, usage="服务费")
        matching = matched(make, [make.line("1000.00")], [make.ordinary("1000.00"), make.slip("1000.00"), sold])
        assert matching.refunds == ()
        assert [amount for _, amount, _ in paid(matching)] == ["1000.00"]

    def test_a_red_letter_invoice_leaves_the_rest_to_be_paid(self, make):
        blue = make.ordinary("1000.00")
        red = make.ordinary("-400.00", "24512000000000000009", is_red=True, red_of=NUMBER)
        slip = make.slip("600.00")
        matching = matched(make, [make.line("1000.00", invoice_nos=(NUMBER,))], [blue, red, slip])
        assert paid(matching) == [(slip.id, "600.00", "paid_net_of_red")]
        (link,) = [link for link in matching.links if link.right == red.id]
        assert link.comparisons[0].key == "red_named"
        assert matching.unmatched == ()

    def test_a_line_of_what_a_red_letter_leaves_finds_its_invoice(self, make):
        blue = make.ordinary("1000.00")
        red = make.ordinary("-400.00", "24512000000000000009", is_red=True, red_of=NUMBER)
        rivals = [make.line("600.00", "1"), make.line("5000.00", "2")]
        matching = matched(make, rivals, [blue, red, make.ordinary("5000.00", "24512000000000000003")])
        assert invoices_of(matching, "1") == [blue.id]

    def test_a_bill_of_exchange_pays_its_last_endorsee(self, make):
        bill = make.record(
            Kind.BILL_OF_EXCHANGE,
            "汇票.pdf",
            {"receipt_no": "1" * 30, "pay_amount": "1000.00", "payer": make.APPLICANT, "payee": make.SUPPLIER,
             "pay_date": "2024-06-20", "first_payee": make.APPLICANT},
        )  # fmt: skip
        matching = matched(make, [make.line("1000.00")], [make.ordinary("1000.00"), bill])
        assert paid(matching) == [(bill.id, "1000.00", "paid_equal")]

    def test_an_entrusted_payer_is_explained_by_the_agreement(self, make):
        letter = make.record(Kind.AUTHORISATION, "委托付款协议.pdf", {"principal": make.APPLICANT, "agent": PARENT})
        slip = make.slip("1000.00", payer=PARENT)
        matching = matched(make, [make.line("1000.00")], [make.ordinary("1000.00"), slip, letter])
        assert [(one.payment, one.side) for one in matching.entrusted] == [(slip.id, "payer")]
        link = next(link for link in matching.links if link.right == slip.id)
        why = next(one for one in link.comparisons if one.field == "payer")
        assert (why.key, why.level) == ("name_entrusted", "alias")
        assert "委托付款协议.pdf" in why.why

    @pytest.mark.parametrize("roles", ["supplier", "applicant"])
    def test_an_entrusted_payee_is_paid_for_the_supplier(self, make, roles):
        named = {
            "supplier": {"principal": make.SUPPLIER, "agent": CHILD},
            "applicant": {"principal": make.APPLICANT, "agent": CHILD, "payee": make.SUPPLIER},
        }[roles]
        letter = make.record(Kind.AUTHORISATION, "代收协议.pdf", named)
        slips = [make.slip(amount, f"HD202400000{n}", payee=CHILD) for n, amount in enumerate(("700.00", "300.00"))]
        matching = matched(make, [make.line("1000.00")], [make.ordinary("1000.00"), *slips, letter])
        assert {key for _, _, key in paid(matching)} == {"paid_in_instalments"}
        assert matched(make, [make.line("1000.00")], [make.ordinary("1000.00"), *slips]).of("L-1").settlements == ()

    def test_a_renamed_supplier_is_one_party(self, make):
        notice = make.record(Kind.NAME_CHANGE_NOTICE, "变更.pdf", {"old_name": CHILD, "new_name": make.SUPPLIER})
        slip = make.slip("1000.00", payee=CHILD)
        matching = matched(make, [make.line("1000.00")], [make.ordinary("1000.00"), slip, notice])
        assert paid(matching) == [(slip.id, "1000.00", "paid_equal")]
        comparisons = next(link for link in matching.links if link.right == slip.id).comparisons
        assert next(one.key for one in comparisons if one.field == "payee") == "name_renamed"


def test_a_branch_stands_for_its_company(make):
    branch = f"{make.SUPPLIER}成都分公司"
    slip = make.slip("600.00", payee=branch)
    matching = matched(make, [make.line("1000.00")], [make.ordinary("1000.00"), slip])
    assert paid(matching) == [(slip.id, "600.00", "paid_by_date")]
    comparisons = next(link for link in matching.links if link.right == slip.id).comparisons
    assert next(one.key for one in comparisons if one.field == "payee") == "name_branch"


def test_every_paper_of_a_line_says_why(make):
    records = [make.contract("1000.00"), make.ordinary("1000.00"), make.slip("1000.00")]
    evidence = matched(make, [make.line("1000.00")], records).of("L-1")
    assert {ground.record for ground in evidence.grounds} == set(evidence.records)
    assert "金额一致" in next(ground.why for ground in evidence.grounds if ground.record == records[2].id)


def test_the_message_of_a_doubt_names_the_alternatives(make):
    faces = [make.ordinary("500.00", f"2451200000000000000{n}") for n in "12"]
    slip = make.slip("500.00")
    verdict = make.verdict([make.line("500.00", "1"), make.line("500.00", "2")], [*faces, slip])
    (finding,) = make.found(verdict, "link_ambiguous")
    assert all(face.text("invoice_number") in finding.message for face in faces)
