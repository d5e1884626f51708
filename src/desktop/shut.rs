//! Locking: the office is closed, and nothing of what was on screen stays readable.

use crate::bridge::{Bridge, Lane};
use crate::desk::Desk;
use crate::lazy::LazyRows;
use crate::{
    contacts, crisis_room, forms, inbound, keys, law, measure, reconcile, releases, rolecards, self_test,
    unlock, viewer,
};
use noodbrug_ui::{
    Admin, Bundles, Cases, DialogKind, Enforcement, Hearings, MainWindow, Planning, Screen, Sheet, Shell,
    TermAnswer, Terms, Today, Unlock, UnlockState,
};
use slint::{ComponentHandle, Model};

/// Locks the office. What was being written is still written; nothing that was asked is shown any more.
pub(crate) fn lock(bridge: &Bridge<Desk>) {
    let Some(window) = bridge.window().upgrade() else { return };
    // Long work stops where it can, so that the office closes soon.
    window.global::<Shell>().invoke_cancel_work();
    bridge.forget();
    clear(&window);
    let again = bridge.clone();
    bridge.ask(
        Lane::Work,
        |desk| {
            desk.close();
            desk.folder.clone()
        },
        move |_, folder| unlock::look_at(&again, folder),
    );
}

/// Takes every text of the office off the window.
pub(crate) fn clear(window: &MainWindow) {
    window.global::<Unlock>().set_state(UnlockState::Locked);
    window.global::<Unlock>().set_recovery_key(Default::default());
    window.global::<Unlock>().set_reading(false);
    shell(window);
    today(window);
    cases(window);
    sheet(window);
    hearings(window);
    terms(window);
    tasks(window);
    releases::clear(window);
    inbound::clear(window);
    crisis_room::clear(window);
    self_test::clear(window);
    contacts::clear(window);
    rolecards::clear(window);
    bundles(window);
    admin(window);
    forms::clear(window);
    reconcile::clear(window);
    measure::clear(window);
    law::clear(window);
    keys::clear(window);
    viewer::clear(window);
}

fn shell(window: &MainWindow) {
    let shell = window.global::<Shell>();
    shell.set_dialog(DialogKind::None);
    shell.set_screen(Screen::Unlock);
    shell.set_office(Default::default());
    shell.set_station(Default::default());
    shell.set_user(Default::default());
    shell.set_role(Default::default());
    shell.set_ages(Default::default());
    shell.set_counters(Default::default());
    shell.set_unsent(Default::default());
    shell.set_alarm(Default::default());
    shell.set_problem(Default::default());
    shell.set_toast(Default::default());
    shell.set_saving(false);
    shell.set_working(false);
    shell.set_work_text(Default::default());
}

fn today(window: &MainWindow) {
    let today = window.global::<Today>();
    today.set_day(Default::default());
    today.set_summary(Default::default());
    today.set_tiles(Default::default());
    today.set_custody(Default::default());
    today.set_answered(false);
    today.set_current(-1);
    today.set_groups(Default::default());
    today.set_reasons(Default::default());
    today.set_group(0);
    today.set_due(Default::default());
    today.set_unsent(Default::default());
}

fn cases(window: &MainWindow) {
    let cases = window.global::<Cases>();
    cases.set_query(Default::default());
    cases.set_summary(Default::default());
    cases.set_filter(0);
    cases.set_current(-1);
    if let Some(rows) = cases.get_rows().as_any().downcast_ref::<LazyRows>() {
        rows.begin(0, Vec::new());
    }
}

/// Takes the case off its sheet.
pub(crate) fn sheet(window: &MainWindow) {
    let sheet = window.global::<Sheet>();
    sheet.set_open(false);
    sheet.set_case_id(Default::default());
    sheet.set_number(Default::default());
    sheet.set_name(Default::default());
    sheet.set_marks(Default::default());
    sheet.set_facts(Default::default());
    sheet.set_from(Screen::Cases);
    sheet.set_days(Default::default());
    sheet.set_age(Default::default());
    sheet.set_tab(0);
    sheet.set_counts(Default::default());
    sheet.set_persons(Default::default());
    sheet.set_clocks(Default::default());
    sheet.set_charges(Default::default());
    sheet.set_hearings(Default::default());
    sheet.set_terms(Default::default());
    sheet.set_tasks(Default::default());
    sheet.set_documents(Default::default());
    sheet.set_inbound(Default::default());
    sheet.set_releases(Default::default());
    sheet.set_notes(Default::default());
    sheet.set_log(Default::default());
    sheet.set_asked_person(Default::default());
    sheet.set_asked_name(Default::default());
}

fn hearings(window: &MainWindow) {
    let hearings = window.global::<Hearings>();
    hearings.set_courts(Default::default());
    hearings.set_court(0);
    hearings.set_summary(Default::default());
    hearings.set_rows(Default::default());
    hearings.set_current(-1);
    hearings.set_picked_room(Default::default());
    hearings.set_picked(Default::default());
    hearings.set_picked_name(Default::default());
    hearings.set_picked_facts(Default::default());
}

fn terms(window: &MainWindow) {
    let terms = window.global::<Terms>();
    terms.set_summary(Default::default());
    terms.set_rows(Default::default());
    terms.set_current(-1);
    terms.set_answer(TermAnswer::default());
    terms.set_answered(false);
    let planning = window.global::<Planning>();
    planning.set_hear(Default::default());
    planning.set_hear_summary(Default::default());
    planning.set_hear_more(Default::default());
    planning.set_hear_answered(false);
    planning.set_measures(Default::default());
    planning.set_measures_summary(Default::default());
    planning.set_measures_answered(false);
    planning.set_gaps(Default::default());
    planning.set_gaps_count(Default::default());
    planning.set_gaps_summary(Default::default());
    planning.set_gaps_answered(false);
}

fn tasks(window: &MainWindow) {
    let tasks = window.global::<Enforcement>();
    tasks.set_summary(Default::default());
    tasks.set_rows(Default::default());
    tasks.set_current(-1);
    tasks.set_picked(Default::default());
    tasks.set_picked_name(Default::default());
    tasks.set_picked_facts(Default::default());
    tasks.set_new_number(Default::default());
}

fn bundles(window: &MainWindow) {
    let bundles = window.global::<Bundles>();
    bundles.set_export_step(0);
    bundles.set_import_step(0);
    bundles.set_partners(Default::default());
    bundles.set_partner_facts(Default::default());
    bundles.set_contents(Default::default());
    bundles.set_making(false);
    bundles.set_making_steps(Default::default());
    bundles.set_making_file(Default::default());
    bundles.set_making_note(Default::default());
    bundles.set_failed(Default::default());
    bundles.set_failed_why(Default::default());
    bundles.set_failed_next(Default::default());
    bundles.set_sticks(Default::default());
    bundles.set_stick_folders(Default::default());
    bundles.set_stick(-1);
    bundles.set_unconfirmed(Default::default());
    bundles.set_unconfirmed_count(Default::default());
    bundles.set_unconfirmed_summary(Default::default());
    bundles.set_received_at(-1);
    bundles.set_preflight(Default::default());
    bundles.set_export_problem(Default::default());
    bundles.set_made(Default::default());
    bundles.set_made_file(Default::default());
    bundles.set_file(Default::default());
    bundles.set_import_problem(Default::default());
    bundles.set_judged(false);
    bundles.set_comes(false);
    bundles.set_said(Default::default());
    bundles.set_bundle_facts(Default::default());
    bundles.set_findings(Default::default());
    bundles.set_dry_run(Default::default());
    bundles.set_purpose(Default::default());
    bundles.set_place(Default::default());
    bundles.set_findings_summary(Default::default());
    bundles.set_findings_text(Default::default());
    bundles.set_advice(Default::default());
    bundles.set_for_others(Default::default());
    bundles.set_case_rows(Default::default());
    bundles.set_cases_summary(Default::default());
    bundles.set_apart_why(Default::default());
    bundles.set_receipts_place(Default::default());
    bundles.set_then(Default::default());
    bundles.set_apart(Default::default());
    bundles.set_apart_at(-1);
    bundles.set_apart_count(Default::default());
    bundles.set_apart_facts(Default::default());
    bundles.set_apart_reason(Default::default());
    bundles.set_sentence(Default::default());
    bundles.set_result(Default::default());
    bundles.set_receipt_file(Default::default());
    bundles.set_sent(Default::default());
    bundles.set_received(Default::default());
    bundles.set_gaps(Default::default());
}

fn admin(window: &MainWindow) {
    let admin = window.global::<Admin>();
    admin.set_intake_step(0);
    admin.set_store_facts(Default::default());
    admin.set_station_facts(Default::default());
    admin.set_partners(Default::default());
    admin.set_partner_at(-1);
    admin.set_partner_name(Default::default());
    admin.set_partner_facts(Default::default());
    admin.set_card_file(Default::default());
    admin.set_card_read(false);
    admin.set_card_note(Default::default());
    admin.set_new_name(Default::default());
    admin.set_word_rows(Default::default());
    admin.set_group_rows(Default::default());
    admin.set_intake_folder(Default::default());
    admin.set_intake_problem(Default::default());
    admin.set_intake_summary(Default::default());
    admin.set_intake_counts(Default::default());
    admin.set_intake_files(Default::default());
    admin.set_intake_findings(Default::default());
    admin.set_intake_can_apply(false);
    admin.set_journal_verdict(Default::default());
    admin.set_journal_facts(Default::default());
}
