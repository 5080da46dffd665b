"""What stands behind each argument of an address: the table to add a line to with a new route.

The key is "namespace:argument", or "part of the path before it/argument" where a namespace has several
things of that name; the value makes an object of that kind at a place and gives the argument (once a place).
What is no object of an area (a letter, a status) is given as it is.
"""

from collections.abc import Callable, Mapping

from tests.scope.place import Place

Maker = Callable[[Place], object] | str

MAKERS: dict[str, Maker] = {
    "registry:uuid": lambda at: at.resident.uuid,
    "credentials:uuid": lambda at: at.resident.uuid,
    "presenting:question": lambda at: at.question.uuid,
    "registry:outside:visit": lambda at: at.visit.uuid,
    "coverage:code": lambda at: at.area_code,
    "coverage:first": "2026-11-16",
    "coverage:indicator": "kia",
    "coverage:check": "two_heads",
    "coverage:form": "csv",
    "coverage:uuid": lambda at: at.missing.uuid,
    "coverage:publication": lambda at: at.publication.uuid,
    "coverage:follow_up": lambda at: at.follow_up.uuid,
    "enrolment:record": lambda at: at.record.uuid,
    "tanpa-nik/record": lambda at: at.walk_in.uuid,
    "enrolment:case": lambda at: at.correction.uuid,
    "enrolment:body": lambda at: at.body.uuid,
    "enrolment:purpose": "collection_reminder",
    "enrolment:status": "PRINT_READY_RECORD",
    "enrolment:submission": lambda at: at.submission.uuid,
    "enrolment:letter": lambda at: at.dead_letter.uuid,
    "tidak-bergerak/kind": "body_missing",
    "buku/book": "adjudicate_record",
    "siak/status": "SENT_FOR_ENROLLMENT",
    "orang/resident": lambda at: at.at_siak.uuid,
    "open_data:publication": "36.73-2026-11-22-live",
    "open_data:name": "capaian.csv",
    "devices:pairing": lambda at: at.pairing.uuid,
    "kits:kit": lambda at: at.kit.uuid,
    "kits:part": lambda at: at.part.uuid,
    "kits:reservation": lambda at: at.promised.uuid,
    "kits:report": lambda at: at.fault_report.uuid,
    "kits:form": "csv",
    "outages:outage": lambda at: at.out.uuid,
    "cards:visit": lambda at: at.visit.uuid,
    "outreach:visit": lambda at: at.visited.uuid,
    "outreach:number": "1",
    "outreach:event": lambda at: at.service_event.visit.uuid,
    "outreach:site": lambda at: at.site.uuid,
    "outreach:kind": "school",
    "outreach:name_list": lambda at: at.name_list.uuid,
    "outreach:name": lambda at: at.listed_name.uuid,
    "outreach:request_id": lambda at: at.home_visit.uuid,
    "outreach:home_day": lambda at: at.home_stop.home_day.uuid,
    "outreach:home": lambda at: at.home_stop.uuid,
    "outreach:closure": lambda at: at.closure.uuid,
    "outreach:link": lambda at: at.link.uuid,
    "outreach:boat": lambda at: at.boat.uuid,
    "outreach:team": lambda at: at.team.uuid,
    "outreach:plan": lambda at: at.plan.uuid,
    "outreach:stop": lambda at: at.stop.uuid,
    "outreach:absence": lambda at: at.absence.uuid,
    "outreach:figures": lambda at: at.figures.uuid,
    "outreach:call_list": lambda at: at.call_list.uuid,
    "outreach:call_round": lambda at: at.call_round.uuid,
    "outreach:call_case": lambda at: at.call_case.uuid,
    "outreach:call_deadline": lambda at: at.call_deadline.uuid,
    "cards:record": lambda at: at.record.uuid,
    "cards:change": lambda at: at.photograph.uuid,
    "cards:job": lambda at: at.job.uuid,
    "cards:printer": lambda at: at.printer.uuid,
    "cards:batch": lambda at: at.batch.uuid,
    "cards:tried": lambda at: at.tried.uuid,
    "cards:suket": lambda at: at.suket.uuid,
    "cards:pack": lambda at: at.pack.uuid,
    "cards:act": lambda at: at.field_act.uuid,
    "cards:serial": lambda at: at.blank.serial,
    "cards:shipment": lambda at: at.shipment.uuid,
    "cards:second": lambda at: at.act_of_two.uuid,
    "cards:box": lambda at: at.box.uuid,
    "cards:count": lambda at: at.safe_count.uuid,
    "cards:minutes": lambda at: at.minutes.uuid,
    "cards:alarm": lambda at: at.blank_alarm.uuid,
    "cards:order": lambda at: at.own_order.uuid,
    "cards:share": lambda at: at.share.uuid,
    "cards:request_id": lambda at: at.request.uuid,
    "cards:loan": lambda at: at.loan.uuid,
    "applications:application": lambda at: at.application.uuid,
    "applications:scan": lambda at: at.scan.uuid,
    "complaints:complaint": lambda at: at.complaint.uuid,
    "complaints:sheet": lambda at: at.complaint_sheet.uuid,
    "applications:batch": lambda at: at.letter.batch,
    "applications:breach": lambda at: at.breach.uuid,
    "bookings:place": lambda at: at.counter.uuid,
    "bookings:counter": lambda at: at.counter.uuid,
    "bookings:ticket": lambda at: at.ticket.uuid,
    "bookings:outage": lambda at: at.outage.uuid,
    "verification:partner": lambda at: at.partner.uuid,
    "verification:partner_key": lambda at: at.partner_key.uuid,
    "verification:use_report": lambda at: at.use_report.uuid,
    "verification:form": "xlsx",
    "abis:case": lambda at: at.case.uuid,
    "diputus/case": lambda at: at.decided_case.uuid,
    "abis:letter": "A",
    "abis:position": "right_thumb",
    "entri/uuid": lambda at: at.entry.uuid,
    "berkas/number": "0",
    "baru/kind": "move_in",
    "peristiwa/kind": "change",
    "tambah/kind": "birth",
    "wilayah/code": "36.73.02.1001",
    "impor/uuid": lambda at: at.bulk.uuid,
    "registry:pair": lambda at: at.pair.uuid,
    "registry:export": lambda at: at.export.uuid,
    "registry:alarm": lambda at: at.alarm.uuid,
    "web:uuid": lambda at: at.resident.uuid,
    "own:uuid": lambda at: at.resident.uuid,
    "web:what": "change",
    "web:source": "entri",
    "web:key": lambda at: at.entry.uuid,
    "petugas/identity": lambda at: at.colleague.uuid,
    "accounts:name": "buka-kunci",
    "sesi/identity": lambda at: at.session.uuid,
    "kunci/identity": lambda at: at.passkey.uuid,
    "hapus-faktor/identity": lambda at: at.reset.uuid,
    "wakil/identity": lambda at: at.deputy.uuid,
    "limits:stop": lambda at: at.reading_stop.uuid,
}

# Routes that open several sorts of objects: the lines that differ, each sort a row of the matrix.
_DESK: Mapping[str, Mapping[str, Maker]] = {
    "entri": {"web:source": "entri", "web:key": lambda at: at.entry.uuid},
    "cetak": {"web:source": "cetak", "web:key": lambda at: at.job.uuid},
    "serah": {"web:source": "serah", "web:key": lambda at: at.exception.uuid},
    "ekspor": {"web:source": "ekspor", "web:key": lambda at: at.export.uuid},
    "impor": {"web:source": "impor", "web:key": lambda at: at.bulk.uuid},
    "koreksi": {"web:source": "koreksi", "web:key": lambda at: at.correction.uuid},
    "periksa": {"web:source": "periksa", "web:key": lambda at: at.contradicted.uuid},
}
SORTS: Mapping[str, Mapping[str, Mapping[str, Maker]]] = {
    "web:desk_case": _DESK,
    "web:desk_approve": {sort: line for sort, line in _DESK.items() if sort != "impor"},  # on its own page
    "web:desk_refuse": _DESK,
    "registry:entry": {"waiting": {}, "carried out": {"entri/uuid": lambda at: at.carried_out.uuid}},
}

# What nobody has, where the argument is no uuid.
UNKNOWN = {"coverage:code": "11.01.01.2001", "cards:serial": "04FFFFFFFFFFFF"}

# Addresses whose argument is no object of an area, with the reason; tests/scope/test_lists.py looks at what
# they show.
LISTS = {
    **dict.fromkeys(
        ("coverage:indicators", "coverage:indicators_csv", "coverage:indicator_keep"),
        "a fortnight of the whole office",
    ),
    **dict.fromkeys(
        ("enrolment:standing", "enrolment:siak_people", "enrolment:stuck_kind", "enrolment:book_file"),
        "a filter of a list",
    ),
    **dict.fromkeys(("enrolment:book", "enrolment:book_page_file"), "a filter of a list"),
    "web:desk_alike": "a part of the desk's queue",
    "outreach:add_site": "a form for a place that nobody has yet",
    "registry:enter_new": "a form for somebody whom no register has yet",
    "open_data:file": "published for everybody",
    "kits:file": "the office's own inventory",
    "registry:area": "what became of an area's code, for everybody",
}

# Who may open it where that is not "whoever has the area": a visit is its own officer's alone; a session, a
# passkey and a file that was asked for are open to their owner, who is none of the matrix's officers.
RIGHT: Mapping[str, set[str]] = {
    "registry:outside:visit": {"outside"},
    "cards:order_away": {"outside"},
    "presenting:question": set(),  # open to the officer who asked
    "presenting:answer": set(),
    "presenting:answer_json": set(),
    "registry:fetch_export": set(),
    "outreach:photo": set(),  # it has none; tests/outreach/results looks at one
    "accounts:end_session": set(),
    "accounts:remove_passkey": set(),
    "residents:end_session": set(),
    "residents:remove_passkey": set(),
}

# Papers of a recording stay with the office that recorded, also when the person moves away: what they show of
# the person does not. Every other kind is hidden from the old office altogether.
MOVES = {
    *("enrolment:record", "enrolment:reveal", "enrolment:check_again", "enrolment:exception_photo"),
    *("enrolment:ask", "enrolment:decide", "enrolment:send_again"),
    *("enrolment:walk_in", "enrolment:away", "enrolment:correction_paper", "enrolment:withdraw_consent"),
    *("enrolment:operator", "enrolment:operator_photo", "enrolment:operator_withdraw"),  # an officer's body
    *("abis:case", "abis:image", "abis:decided"),
    *("cards:withdraw_suket", "cards:old_card_found"),
    *("cards:decide_order", "cards:share_sheet", "cards:request", "cards:request_letter"),
    *("cards:loan", "cards:answer_loan", "cards:send_loan"),
    # Printers stay where they stand; a card in one shows its holder's face to nobody once hidden.
    *("cards:printer", "cards:start_batch", "cards:change_ribbon", "cards:note_cleaning"),
    *("cards:batch", "cards:batch_progress", "cards:pause_batch", "cards:resume_batch", "cards:stop_batch"),
    *("cards:look_card", "cards:say_printed", "cards:say_spoiled", "cards:give_up_waiting"),
    *("cards:card", "cards:hand_over"),  # without the face, once the holder is hidden
    *("cards:blank", "cards:spoil_blank", "cards:take_back"),
    "cards:hand_over_to_family",
    *("cards:blank", "cards:spoil_blank", "cards:take_back", "cards:found", "cards:confirm_found"),
    *(
        "cards:shipment",
        "cards:arrive",
        "cards:refuse_shipment",
        "cards:take_back_shipment",
        "cards:box",
        "cards:count_out",
    ),
    *("cards:short_box", "cards:safe_count", "cards:confirm_count", "cards:count_sheet"),
    *("cards:minutes", "cards:minutes_paper", "cards:minutes_sheet"),
    *("cards:act_of_two", "cards:confirm_act", "cards:drop_act"),
    *("cards:short_box", "cards:safe_count", "cards:confirm_count", "cards:minutes", "cards:minutes_paper"),
    *("cards:confirm_destruction", "cards:drop_minutes", "cards:answer_blank_alarm"),
    # Without the name, once the holder is hidden.
    *("cards:pack", "cards:take_back_cards", "cards:close_pack", "cards:answer_case"),
    *("cards:blank", "cards:spoil_blank", "cards:take_back", "coverage:area", "coverage:names"),
    *(
        "coverage:village",
        "coverage:call_up",
        "coverage:school",
        "coverage:province",
    ),
    *(
        "coverage:follow_up",
        "coverage:answer_follow_up",
        "coverage:close_follow_up",
    ),
    *("coverage:ikd", "coverage:explore", "coverage:explore_json"),
    *("cards:approve", "cards:refuse", "cards:confirm", "cards:spoil_print", "cards:ask_exception"),
    *(
        "cards:print_anew",
        "cards:confirm_exception",
        "cards:compare_device",
        "cards:compare_records",
        "cards:start",
        "cards:order",
    ),
    *("registry:entry", "registry:paper", "registry:approve", "registry:refuse", "registry:withdraw"),
    *("registry:import", "registry:import_rejects", "registry:approve_import", "registry:refuse_import"),
    *("registry:export", "registry:approve_export", "registry:refuse_export", "registry:close_alarm"),
    *("web:desk_case", "web:desk_approve", "web:desk_refuse"),
    # Counts of a place's list.
    *("outreach:visit", "outreach:report", "outreach:photos", "outreach:photo", "outreach:call_off_visit"),
    *("outreach:event", "outreach:book_event", "outreach:change_event"),
    # Places, ways, teams and days of the office; a listed name and a request are as somebody wrote them.
    *("outreach:site", "outreach:change_site", "outreach:end_site", "outreach:send_list", "outreach:list"),
    *("outreach:take_list", "outreach:drop_list", "outreach:choose_name", "outreach:close_home"),
    *("outreach:closure", "outreach:reopen", "outreach:call_off_closed"),
    *("outreach:drop_link", "outreach:drop_boat"),
    *("outreach:team", "outreach:team_away", "outreach:end_team", "outreach:team_back"),
    "outreach:decide_figures",
    # Institutions: contracts and counts, nobody of the register.
    *("verification:partner", "verification:approve", "verification:step", "verification:add_key"),
    *("verification:make_report", "verification:revoke_key", "verification:confirm_report"),
    "verification:report_file",
    # Lists, rounds and cases stay where they were made; whom they name is hidden with the person.
    *("outreach:call_list", "outreach:call_paper", "outreach:call_letters", "outreach:send_call_list"),
    "outreach:answer_call_list",
    *("outreach:key_in", "outreach:call_round", "outreach:make_call_lists", "outreach:decide_call_case"),
    *("outreach:end_call_round", "outreach:withdraw_deadline"),
    # An application stays with the office that has it; without the name, once the person is hidden.
    *("applications:application", "applications:step", "applications:decide"),
    *("applications:sheet", "applications:judge", "applications:open_door"),
    # A complaint stays where it happened and names nobody of the register.
    *("complaints:complaint", "complaints:step", "complaints:move", "complaints:sheet"),
    *("applications:breach", "applications:send_breach"),  # nobody's data
    *("applications:sheet", "applications:judge"),
    # Counters, their queues and outages: nobody of the register.
    *("bookings:day", "bookings:line", "bookings:declare", "bookings:outage", "bookings:close_call"),
    *("bookings:slip", "bookings:counter"),
    *("outreach:round", "outreach:announce_round", "outreach:round_paper", "outreach:round_arrived"),
    *("outreach:say_home", "outreach:call_off_home", "outreach:tell_home", "outreach:follow_up_home"),
    # Plans and stops: how many people at which place, nobody's name.
    *("outreach:announce", "outreach:week_paper", "outreach:week_sheet", "outreach:send_week_sheet"),
    *("outreach:rearrange", "outreach:pin_stop", "outreach:lift_stop", "outreach:move_stop"),
    *("outreach:call_off_stop", "outreach:close_stop", "outreach:plan_progress", "outreach:stop_search"),
}

# What a form needs to get as far as looking for its object.
TYPED: dict[str, dict[str, str]] = {
    "cards:order": {"reason": "new"},
    "credentials:give": {"seen": "ktp"},
    "kits:step": {"act": "written_off"},
    "cards:arrive": {"counted": "3"},
    "cards:count_out": {"serials": "04" + "1" * 12},
    "cards:found": {"told": "di balik lemari besi"},
    "cards:answer_blank_alarm": {"answer": "keping sudah disita"},
    "cards:replace_suket": {"why": "lost"},
    "cards:start": {"serial": "04" + "0" * 12},
    "cards:name_country": {"country": "JAPAN"},
    "cards:answer_case": {"answer": "noted"},
    "applications:step": {"act": "ask"},
    "applications:decide": {"act": "send_back"},
    "applications:judge": {"verdict": "again"},
    "complaints:step": {"act": "take"},
    "complaints:move": {"act": "name"},
    "bookings:line": {"act": "next", "line": "desk", "station": "1"},
    "bookings:close_call": {"stage": "served"},
    "outreach:close_home": {"state": "done"},
    "outreach:tell_home": {"outcome": "absent"},
    "outreach:say_home": {"word": "locked"},
    "outreach:decide_figures": {"answer": "no"},
    "registry:fetch_export": {"form_of": "print"},
    "verification:step": {"to": "warned"},
    "verification:confirm_report": {"letter": "S-1"},
}
ANYTHING = {
    **dict.fromkeys(("reason", "why", "finding"), "alasan yang cukup panjang"),
    "position": "right_index",
    "answer": "same",
    "nik": "",
}
