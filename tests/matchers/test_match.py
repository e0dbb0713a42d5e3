"""Documents to lines: named numbers first, then party and amount; choices are noted and leftovers kept."""

import time

from matchers import match
from matchers.sums import all_parts_of


def matched(make, lines, records):
    return make.case(lines, records, materials=(make.LIST, make.form())).matching


def invoices_of(matching, number):
    return [item.record for item in matching.of(f"L-{number}").invoices]


def settled(matching, number):
    return [(i.invoice, i.payment, i.amount.plain()) for i in matching.of(f"L-{number}").settlements]


def test_named_numbers_outrank_equal_amounts(make):
    first, second = make.ordinary("500.00", "24512000000000000001"), make.ordinary("500.00", "24512000000000000002")
    lines = [make.line("500.00", "1", invoice_nos=(second.text("invoice_number"),)), make.line("500.00", "2")]
    matching = matched(make, lines, [first, second])
    assert (invoices_of(matching, "1"), invoices_of(matching, "2")) == ([second.id], [first.id])


def test_numbers_are_compared_without_spaces_dashes_and_width(make):
    contract = make.contract("500.00", "CG-2024-001")
    matching = matched(make, [make.line("500.00", contract_no="ＣＧ 2024－001")], [contract])
    assert matching.of("L-1").contracts == (contract.id,)


def test_a_mistyped_invoice_number_is_found_by_party_and_amount(make):
    face = make.ordinary("500.00", "24512000000000000001")
    matching = matched(make, [make.line("500.00", invoice_nos=("24512000000000000010",))], [face])
    assert invoices_of(matching, "1") == [face.id]


def test_the_remark_names_the_contract(make):
    contracts = [make.contract("900.00", "CG-2024-001"), make.contract("900.00", "CG-2024-002")]
    face = make.ordinary("300.00", remark="合同编号：CG-2024-002")
    lines = [make.line("900.00", n, contract_no=f"CG-2024-00{n}") for n in "12"]
    matching = matched(make, lines, [*contracts, face])
    assert (invoices_of(matching, "1"), invoices_of(matching, "2")) == ([], [face.id])


def test_several_invoices_add_up_gross_or_net(make):
    faces = [make.invoice(gross, f"2451200000000000000{n}") for n, gross in enumerate(("106.00", "212.00", "530.00"))]
    gross = matched(make, [make.line("318.00", "1"), make.line("530.00", "2")], faces)
    assert invoices_of(gross, "1") == [faces[0].id, faces[1].id]
    net = matched(make, [make.line("300.00", "1"), make.line("500.00", "2")], faces)
    assert invoices_of(net, "1") == [faces[0].id, faces[1].id]


def test_a_supplier_without_bracket_width_or_legal_form_is_the_same(make):
    line = make.line("500.00", supplier="成都松果（科技）有限责任公司")
    face = make.ordinary("500.00", seller_name="成都松果(科技)有限公司")
    assert invoices_of(matched(make, [line], [face]), "1") == [face.id]


def test_the_tax_id_joins_two_spellings(make):
    contract = make.contract("500.00", party_b="四川松果软件股份公司", party_b_tax_id=make.SUPPLIER_ID)
    face = make.ordinary("400.00", seller_name="四川松果软件有限公司")
    matching = matched(make, [make.line("500.00", supplier="四川松果软件股份公司")], [contract, face])
    assert invoices_of(matching, "1") == [face.id]
    (link,) = matching.links
    assert link.level("seller") == "alias"
    assert "写法不同" in next(c.why for c in link.comparisons if c.field == "seller")


def test_another_seller_with_exactly_the_amount_is_taken_last(make):
    face = make.ordinary("500.00", seller_name="重庆赤水商贸有限公司", seller_tax_id=None)
    assert invoices_of(matched(make, [make.line("500.00")], [face]), "1") == [face.id]
    assert matched(make, [make.line("501.00")], [face]).unmatched == (face.id,)


def test_a_contract_in_which_the_applicant_sells_is_no_cost(make):
    sold = make.contract("500.00", "XS-2024-001", party_a="成都百川实业有限公司", party_b=make.APPLICANT)
    issued = make.ordinary("500.00", buyer_name="成都百川实业有限公司", seller_name=make.APPLICANT)
    matching = matched(make, [make.line("500.00", supplier="")], [sold, issued])
    assert matching.of("L-1").records == ()
    assert matching.unmatched == ()


def test_instalments_pay_one_invoice(make):
    face = make.ordinary("1000.00")
    slips = [make.slip(amount, f"HD2024{n:010}") for n, amount in enumerate(("300.00", "600.00", "100.00"))]
    matching = matched(make, [make.line("1000.00")], [face, *slips])
    assert {(payment, amount) for _, payment, amount in settled(matching, "1")} == {
        (slip.id, slip.facts["pay_amount"].money.plain()) for slip in slips
    }


def test_one_slip_pays_invoices_of_two_lines(make):
    faces = [make.ordinary("600.00"), make.ordinary("400.00", "24512000000000000002")]
    slip = make.slip("1000.00")
    matching = matched(make, [make.line("600.00", "1"), make.line("400.00", "2")], [*faces, slip])
    assert settled(matching, "1") == [(faces[0].id, slip.id, "600.00")]
    assert settled(matching, "2") == [(faces[1].id, slip.id, "400.00")]
    assert matching.unmatched == ()


def test_the_usage_names_the_invoice(make):
    faces = [make.ordinary("500.00", f"2451200000000000000{n}") for n in "12"]
    slip = make.slip("500.00", usage="付发票24512000000000000002款")
    matching = matched(make, [make.line("500.00", "1"), make.line("500.00", "2")], [*faces, slip])
    assert settled(matching, "2") == [(faces[1].id, slip.id, "500.00")]
    assert settled(matching, "1") == []


def test_equal_amounts_are_paired_by_nearness_in_time(make):
    days = ("2024-03-01", "2024-09-01")
    faces = [make.ordinary("500.00", f"2451200000000000000{n}", issue_date=day) for n, day in enumerate(days)]
    late = make.slip("500.00", "HD20240000000009", pay_date="2024-09-05")
    early = make.slip("500.00", "HD20240000000003", pay_date="2024-03-05")
    matching = matched(make, [make.line("1000.00")], [*faces, late, early])
    assert set(settled(matching, "1")) == {(faces[0].id, early.id, "500.00"), (faces[1].id, late.id, "500.00")}
    assert matching.ambiguities == ()


def test_a_part_payment_goes_to_the_oldest_invoice(make):
    days = ("2024-03-01", "2024-09-01")
    faces = [make.ordinary("500.00", f"2451200000000000000{n}", issue_date=day) for n, day in enumerate(days)]
    slip = make.slip("700.00")
    matching = matched(make, [make.line("1000.00")], [*faces, slip])
    assert settled(matching, "1") == [(faces[0].id, slip.id, "500.00"), (faces[1].id, slip.id, "200.00")]


def test_the_most_structured_copy_is_kept(make):
    scan = make.by_pixels(make.ordinary("500.00", file="a.jpg"))
    data = make.ordinary("500.00", file="z.pdf")
    (item,) = matched(make, [], [scan, data]).duplicates
    assert (item.kind, item.kept, item.again, item.key) == ("invoice", data.id, scan.id, "24512000000000000001")


def test_equal_receipt_numbers_of_different_amounts_are_two_transfers(make):
    slips = [make.slip("500.00", "HD2024001", "a.pdf"), make.slip("600.00", "HD2024001", "b.pdf")]
    assert matched(make, [], slips).duplicates == ()


def test_a_file_under_two_paths_counts_once(make):
    one = make.ordinary("500.00", file="一.pdf", content="same")
    two = make.ordinary("500.00", file="二.pdf", content="same")
    matching = matched(make, [make.line("500.00")], [one, two])
    assert [item.kind for item in matching.duplicates] == ["file"]
    assert invoices_of(matching, "1") == [one.id]


def test_what_the_applicant_receives_is_no_payment(make):
    income = make.slip("500.00", payer="成都百川实业有限公司", payee=make.APPLICANT)
    matching = matched(make, [make.line("500.00")], [make.ordinary("500.00"), income])
    assert settled(matching, "1") == []
    assert matching.unmatched == ()


def test_personnel_records_attach_to_the_personnel_line(make):
    staff = make.staff(months=["2024-05"])
    run = make.slip("15000.00", usage="代发5月工资", payee="代发工资专户内部户")
    matching = matched(make, [make.wages("27400.00")], [*staff, run])
    assert set(matching.of("L-9").personnel) == {*(record.id for record in staff), run.id}
    assert matching.unmatched == ()


def test_an_acceptance_attaches_by_contract_number(make):
    done = make.record(make.Kind.ACCEPTANCE, "验收.pdf", {"contract_no": "CG2024001"})
    matching = matched(make, [make.line("500.00", contract_no="CG-2024-001")], [make.contract("500.00"), done])
    assert matching.of("L-1").acceptances == (done.id,)


def test_nothing_adds_up_to_no_amount():
    assert all_parts_of([100, 200], 0, 9) == ([], True)


def test_the_order_of_the_files_does_not_decide(make):
    records = [
        make.contract("1000.00"),
        *(make.ordinary(f"{n}00.00", f"2451200000000000000{n}") for n in (3, 7)),
        *(make.slip(f"{n}00.00", f"HD202400000{n}") for n in (3, 7)),
    ]
    declaration = make.case([make.line("1000.00")], records).declaration
    there, back = match(declaration, records, make.POLICY), match(declaration, records[::-1], make.POLICY)
    assert set(there.lines[0].records) == set(back.lines[0].records)
    assert {(s.invoice, s.payment, s.amount.plain()) for s in there.lines[0].settlements} == {
        (s.invoice, s.payment, s.amount.plain()) for s in back.lines[0].settlements
    }


def test_thousands_of_papers_are_matched_in_seconds(make):
    lines, records = [], []
    for n in range(1500):
        supplier = f"成都{n:04d}号机电设备有限公司"
        number, key = f"CG-2024-{n:05d}", f"2451200000000{n:07d}"
        lines.append(make.line(f"{1000 + n}.00", str(n), supplier=supplier, contract_no=number))
        records.append(make.contract(f"{1000 + n}.00", number, party_b=supplier))
        records.append(make.ordinary(f"{1000 + n}.00", key, seller_name=supplier, seller_tax_id=None))
        records.append(make.slip(f"{1000 + n}.00", f"HD2024{n:010d}", payee=supplier))
    declaration = make.case(lines[:1], ()).declaration.model_copy(update={"lines": tuple(lines)})
    started = time.monotonic()
    matching = match(declaration, records, make.POLICY)
    assert time.monotonic() - started < 20
    assert all(len(line.settlements) == 1 for line in matching.lines)
    assert matching.unmatched == ()


def test_a_list_in_wan_finds_the_invoice_it_rounds(make):
    faces = [make.ordinary(gross, f"2451200000000000000{n}") for n, gross in enumerate(("700012.00", "105960.00"))]
    cells = [make.fact("money", value, raw=raw) for value, raw in (("106000.00", "10.60"), ("700000.00", "70.00"))]
    lines = [make.line(cell.value, str(n), facts={"declared": cell}) for n, cell in enumerate(cells)]
    matching = matched(make, lines, faces)
    assert (invoices_of(matching, "0"), invoices_of(matching, "1")) == ([faces[1].id], [faces[0].id])


def test_a_second_copy_fills_what_a_line_lacks(make):
    first, own = make.invoice("106.00", file="a.pdf"), make.invoice("212.00", "24512000000000000002")
    copy = make.by_pixels(make.invoice("106.00", file="b.jpg"))
    lines = [make.line("100.00", "1"), make.line("300.00", "2", invoice_nos=("24512000000000000002",))]
    matching = matched(make, lines, [first, own, copy])
    assert (invoices_of(matching, "1"), invoices_of(matching, "2")) == ([first.id], [own.id, copy.id])


def test_an_order_under_the_number_of_its_framework_is_no_copy_of_it(make):
    frame = make.contract(None, kind="contract_framework", amount_words=None)
    order = make.contract("500.00", kind="order", file="订单.pdf")
    matching = matched(make, [make.line("500.00", contract_no="CG-2024-001")], [frame, order])
    assert matching.duplicates == ()
    assert set(matching.of("L-1").contracts) == {frame.id, order.id}


def test_a_special_and_an_ordinary_invoice_add_up_each_in_its_own_basis(make):
    special, plain = make.invoice("106.00", "24512000000000000011"), make.ordinary("53.00", "24512000000000000012")
    other = make.invoice("212.00", "24512000000000000013")
    matching = matched(make, [make.line("153.00", "1"), make.line("200.00", "2")], [special, plain, other])
    assert {a.record for a in matching.of("L-1").invoices} == {special.id, plain.id}
    assert {a.record for a in matching.of("L-2").invoices} == {other.id}


def test_of_contracts_that_read_alike_each_line_takes_one_that_no_line_has(make):
    contracts = [make.contract("400.00", "CG-2024-001"), make.contract("900.00", "CG-2024-002")]
    faces = [make.invoice("400.00", "24512000000000000021"), make.invoice("800.00", "24512000000000000022")]
    matching = matched(make, [make.line("400.00", "1"), make.line("800.00", "2")], [*contracts, *faces])
    assert matching.of("L-1").contracts == (contracts[0].id,)
    assert matching.of("L-2").contracts == (contracts[1].id,)
